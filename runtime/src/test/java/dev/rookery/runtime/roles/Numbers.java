package dev.rookery.runtime.roles;

import dev.rookery.DataType;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A made-up algorithm's ends of the streams: actors number their rows, the store lists them. */
public final class Numbers {

  public static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(
          Column.scalar("actor", DataType.INT32), Column.scalar("number", DataType.INT32));
  public static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new ParameterLayout.Entry("weight", List.of(1L), 0, 1)));

  /** Rows go out in full blocks, as they do where a replay keeps them. */
  public static final Pacing IN_BLOCKS = new RateLimit(1, 1, 1, 1);

  private Numbers() {}

  /** Writes one row for each environment's step. */
  public static final class NumberingActor implements Actor {
    public final List<Long> versions = new ArrayList<>();
    public final List<Long> stepsSeen = new ArrayList<>();
    public int rows;
    boolean closed;
    private final int actorId;

    public NumberingActor(int actorId) {
      this.actorId = actorId;
    }

    @Override
    public void update(ParameterSnapshot parameters) {
      versions.add(parameters.version());
    }

    @Override
    public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
      stepsSeen.add(environmentSteps);
    }

    @Override
    public void observe(VectorStep step, ExperienceWriter writer) {
      for (int k = 0; k < step.count(); k++) {
        int row = writer.beginRow();
        writer.buffer().putInt(row, actorId).putInt(row + 4, rows++);
        writer.endRow();
      }
    }

    @Override
    public void report(MetricsRecorder metrics) {
      metrics.record("actor/rows", rows);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Acts and writes nothing but steps. */
  public static final class SilentActor implements Actor {
    @Override
    public void update(ParameterSnapshot parameters) {}

    @Override
    public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {}

    @Override
    public void observe(VectorStep step, ExperienceWriter writer) {}

    @Override
    public void report(MetricsRecorder metrics) {}

    @Override
    public void close() {}
  }

  /** Lists the numbers of the rows that each actor sent. */
  public static final class ListStore implements ExperienceStore {
    public final List<List<Integer>> rowsOfActors = new ArrayList<>();
    long inserted;
    long sampled;
    boolean closed;

    public ListStore(int actors) {
      for (int i = 0; i < actors; i++) {
        rowsOfActors.add(new ArrayList<>());
      }
    }

    @Override
    public ExperienceSchema schema() {
      return SCHEMA;
    }

    @Override
    public void insert(ExperienceBlock block) {
      for (int i = 0; i < block.rowCount(); i++) {
        int row = block.rowsOffset() + i * SCHEMA.rowBytes();
        if (block.buffer().getInt(row + 4) < 0) {
          throw new DivergenceException("a number below 0");
        }
        rowsOfActors.get(block.buffer().getInt(row)).add(block.buffer().getInt(row + 4));
      }
      inserted += block.rowCount();
    }

    @Override
    public long inserted() {
      return inserted;
    }

    @Override
    public long sampled() {
      return sampled;
    }

    @Override
    public long size() {
      return inserted;
    }

    @Override
    public void save(StateWriter state) {
      state.putLong("inserted", inserted);
    }

    @Override
    public void load(StateReader state) {
      inserted = state.getLong("inserted");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
