package dev.rookery.training;

/** Why a run stopped. */
public enum StopReason {
  /** An evaluation's mean return reached the threshold. */
  RETURN_REACHED,
  /** The limit of environment steps was reached. */
  STEPS_REACHED,
  /** Somebody asked it to: {@link TrainingRun#stop()}, or Ctrl-C. */
  STOPPED
}
