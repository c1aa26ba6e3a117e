package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.agent.AgentKeeper;
import dev.rookery.runtime.agent.RunAgent;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.ownership.SupersededException;
import dev.rookery.runtime.plugins.PluginFailure;
import dev.rookery.runtime.process.ActorProcesses;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.EvaluatorRole;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.Progress;
import dev.rookery.training.RunEvent;
import dev.rookery.training.RunSettings;
import dev.rookery.training.RunSubscription;
import dev.rookery.training.StopReason;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in progress: starts the roles on threads of their own or in lockstep, supervises them, and
 * writes policy and report at the end. One thread, the supervisor, does all of this.
 */
final class Run implements TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  /** Longer, because the learner may be writing a large checkpoint to a slow disk. */
  private static final Duration LEARNER_END_LIMIT = Duration.ofMinutes(10);

  private static final long PROGRESS_NANOS = 1_000_000_000L;

  private final RunParts parts;
  private final RunSettings settings;
  private final RunEvents events;
  private final CompletableFuture<TrainingReport> completion = new CompletableFuture<>();
  private final Thread supervisor;
  private final RunState state = new RunState();
  private final Opened opened = new Opened();
  private final RoleFactory roles;
  private final Recorder recorder;
  private final LearnerRole learner;
  private final List<ActorRole> actors = new ArrayList<>();
  private final List<RunAgent> agents = new ArrayList<>();
  private final AtomicBoolean agentsClosed = new AtomicBoolean();
  private final Optional<EvaluatorRole> evaluator;
  private final Optional<ActorProcesses> processes;
  private final Optional<NamedSettings> invitation;
  private final RunResults results;
  private volatile boolean stopAsked;
  private volatile @Nullable TrainingReport report;
  private long nextProgress;

  /**
   * Makes the roles, and writes the configuration once they are made. On failure the caller closes
   * the parts.
   *
   * @param placement where the actors are
   * @param start what it begins with
   * @param events delivered on the supervisor's thread
   */
  Run(RunParts parts, ActorPlacement placement, RunStart start, RunEvents events) {
    this.parts = parts;
    this.events = events;
    nextProgress = parts.clock().nanoTime();
    settings = parts.config().run();
    roles = new RoleFactory(parts);
    invitation =
        parts
            .transport()
            .invitation()
            .map(how -> new NamedSettings(parts.config().transport().name(), how));
    ProgressTracker tracker =
        new ProgressTracker(parts.clock(), settings.steps(), settings.actors());
    recorder = new Recorder(parts, tracker, state, events);
    results = new RunResults(parts, roles, recorder, () -> stopAsked);
    try {
      learner = roles.learner(recorder);
      opened.add(learner::onClose);
      start.apply(recorder, learner);
      long resumedAt = learner.environmentSteps();
      for (int id = 0; placement == ActorPlacement.THREADS && id < settings.actors(); id++) {
        ActorRole actor = roles.actor(learner.openSession(id));
        opened.add(actor::onClose);
        actors.add(actor);
      }
      for (int id = 0; placement == ActorPlacement.AGENTS && id < settings.actors(); id++) {
        RunAgent agent = roles.agent(learner.openSession(id));
        opened.add(agent);
        agents.add(agent);
      }
      evaluator = roles.evaluator(recorder, resumedAt);
      evaluator.ifPresent(role -> opened.add(role::onClose));
      processes =
          placement == ActorPlacement.PROCESSES
              ? Optional.of(new ActorProcesses(plan(), learner::receivedSteps, state::fail))
              : Optional.empty();
      supervisor = new Thread(this::supervise, "rookery-run");
      // Last: a run that cannot be resumed with its new settings keeps the old ones.
      ConfigFile.write(parts.config(), parts.directory().config());
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /** On failure the roles are closed, and the caller closes the parts. */
  void start() {
    try {
      supervisor.start();
    } catch (RuntimeException | Error e) { // no memory for a thread
      opened.closeAfter(e);
      throw e;
    }
  }

  private ActorProcesses.Plan plan() {
    return new ActorProcesses.Plan(
        ActorProcesses.Plan.spread(
            invitation.orElseThrow(),
            settings.actors(),
            settings.actorProcesses(),
            settings.timeoutSeconds()),
        settings.actorRestarts(),
        ActorProcesses.Plan.PAUSE,
        ActorProcesses.Plan.LEAVE_WITHIN,
        parts.directory().actors());
  }

  @Override
  public TrainingReport await() throws InterruptedException {
    if (Thread.currentThread() == supervisor) {
      throw new IllegalStateException(
          "the run's own thread, on which listeners are called, cannot wait for its end");
    }
    supervisor.join();
    TrainingReport result = report;
    if (result != null) {
      return result;
    }
    throw failed();
  }

  @Override
  public boolean await(Duration limit) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(supervisor, limit.toNanos());
    return !supervisor.isAlive();
  }

  @Override
  public void stop() {
    stopAsked = true;
    state.stop(StopReason.STOPPED);
  }

  @Override
  public Progress progress() {
    return recorder.progress();
  }

  @Override
  public CompletionStage<TrainingReport> completion() {
    return completion.minimalCompletionStage();
  }

  @Override
  public RunSubscription subscribe(Consumer<? super RunEvent> listener) {
    return events.subscribe(listener);
  }

  @Override
  public List<dev.rookery.training.Agent> agents() {
    return List.copyOf(agents);
  }

  @Override
  public Path runDirectory() {
    return parts.directory().path();
  }

  @Override
  public Optional<NamedSettings> invitation() {
    return invitation;
  }

  @Override
  public void close() {
    stop();
    if (Thread.currentThread() == supervisor) {
      return; // A listener called; the run ends once it returns.
    }
    boolean interrupted = false;
    while (supervisor.isAlive()) {
      try {
        supervisor.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!agents.isEmpty() && !agentsClosed.getAndSet(true)) {
      agents.forEach(RunAgent::close);
      parts.algorithm().close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    try {
      recorder.start(learner);
      if (learner.environmentSteps() >= settings.steps()) {
        state.stop(StopReason.STEPS_REACHED); // It is resumed, and was over.
      }
      if (settings.lockstep()) {
        runInLockstep();
      } else {
        runOnThreads();
      }
      if (state.failure().isEmpty()) {
        warnIfUntrained();
        report = finish();
      }
    } catch (RuntimeException | Error e) {
      state.fail(e);
    } finally {
      if (state.failure().orElse(null) instanceof CheckpointException cause) {
        savePolicy(cause);
      }
      CloseHelper.quietCloseAll(parts.metrics(), parts.evaluations(), parts.transport());
      if (agents.isEmpty()) { // Else they may act until they are closed.
        CloseHelper.quietClose(parts.algorithm());
      }
      CloseHelper.quietClose(parts.directory());
      tellEnd();
    }
  }

  /** Tells listeners first, so that who waits for the completion knows that they have heard all. */
  private void tellEnd() {
    TrainingReport result = report;
    RunEvent end = result == null ? new RunEvent.Failed(failed()) : new RunEvent.Ended(result);
    events.post(end);
    try {
      events.deliver();
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener failed when it heard of the end of the run", e);
    }
    if (end instanceof RunEvent.Ended ended) {
      completion.complete(ended.report());
    } else {
      completion.completeExceptionally(((RunEvent.Failed) end).cause());
    }
  }

  private void warnIfUntrained() {
    if (learner.learnerSteps() == 0) {
      LOG.warn(
          "The run ended before its first update, so its policy has learned nothing{}: {}, and {}"
              + " environment steps were made",
          settings.startFrom().isEmpty() ? "" : " beyond what it started from",
          parts.algorithm().pacing() instanceof RateLimit limit
              ? "learning starts after %s rows".formatted(limit.minimumInserts())
              : "the learner had too little experience",
          learner.environmentSteps());
    }
  }

  private void runInLockstep() {
    Lockstep lockstep =
        new Lockstep(
            learner,
            actors,
            evaluator,
            parts.clock(),
            settings.timeoutSeconds(),
            recorder::onCycle,
            state::isEnding);
    try {
      new LockstepThread(lockstep, learner, state, parts.clock(), LEARNER_END_LIMIT)
          .run(POLL_INTERVAL, this::tellProgress);
    } catch (InterruptedException e) {
      state.fail(interrupted(e));
    }
  }

  private static RookeryException interrupted(InterruptedException cause) {
    return new RookeryException("the run's thread was interrupted", cause);
  }

  private void runOnThreads() {
    Map<RoleThread, CallWatch> watches = new LinkedHashMap<>();
    List<RoleThread> threads = new ArrayList<>();
    threads.add(new RoleThread(learner, LEARNER_END_LIMIT, () -> "", state::failLearner));
    evaluator.ifPresent(role -> threads.add(thread(role, role::activity)));
    actors.forEach(role -> threads.add(thread(role, role::activity)));
    if (!agents.isEmpty()) {
      threads.add(thread(new AgentKeeper(agents, parts.clock()), () -> ""));
    }
    threads.forEach(thread -> watches.put(thread, new CallWatch(parts.clock())));
    try {
      threads.forEach(RoleThread::start);
      processes.ifPresent(ActorProcesses::start);
      while (!state.awaitEnding(POLL_INTERVAL)) {
        watches.forEach(this::checkCall);
        tellProgress();
      }
    } catch (StuckRoleException | SupersededException e) {
      state.fail(e);
    } catch (InterruptedException e) {
      state.fail(interrupted(e));
    } finally {
      processes.ifPresent(ActorProcesses::close);
      if (state.failure().isEmpty()) {
        learner.endsInOrder(stopReason());
      } else if (SupersededException.isCauseOf(state.failure().orElseThrow())) {
        learner.endsInOrder(StopReason.STOPPED); // Actors look for the next learner.
      }
      // Actors end first, so that the learner's last checkpoint has all that they sent.
      Collections.reverse(threads);
      threads.forEach(RoleThread::close);
    }
  }

  /** One stuck actor of several, or a stuck evaluator, is missed by nobody else. */
  private void checkCall(RoleThread thread, CallWatch watch) {
    double limit = CallWatch.limitSeconds(settings.timeoutSeconds());
    if (thread.look(watch) * 1e-9 > limit) {
      throw StuckRoleException.inCall(watch.call(), limit);
    }
  }

  private RoleThread thread(Agent role, Supplier<String> activity) {
    return new RoleThread(role, END_LIMIT, activity, state::fail);
  }

  private void tellProgress() {
    long now = parts.clock().nanoTime();
    if (now - nextProgress >= 0) {
      parts.directory().checkOwned();
      nextProgress = now + PROGRESS_NANOS;
      events.post(new RunEvent.Progressed(recorder.progress()));
    }
    events.deliver();
  }

  private StopReason stopReason() {
    return state.stopReason().orElse(StopReason.STOPPED);
  }

  /** Writes the results of a run whose roles have ended in good order. */
  private TrainingReport finish() {
    TrainingReport summary = results.write(stopReason());
    events.post(new RunEvent.Progressed(recorder.progress()));
    events.deliver();
    return summary;
  }

  /** All has gone well but the last checkpoint: then there is the policy at least. */
  private void savePolicy(CheckpointException cause) {
    try {
      if (recorder.last().isPresent()) {
        results.writePolicy();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private RookeryException failed() {
    Throwable cause = state.failure().orElse(null);
    if (cause instanceof SettingsException) {
      return new SettingsException(String.valueOf(cause.getMessage()), cause);
    }
    StringBuilder message =
        new StringBuilder(
            cause instanceof RookeryException ? cause.getMessage() : "the run failed: " + cause);
    if (cause != null) {
      message.append(PluginFailure.explanation(cause));
    }
    state.stuckRoles().forEach(more -> message.append("; ").append(more));
    Path checkpoints = parts.directory().checkpoints();
    if (cause instanceof DivergenceException && Files.exists(checkpoints)) {
      message.append("; the last good checkpoint is in ").append(checkpoints);
    }
    return new RookeryException(message.toString(), cause == null ? new Error() : cause);
  }
}
