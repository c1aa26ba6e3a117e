package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Provides the metrics sink {@code tensorboard}. */
public final class TensorBoardSinkProvider implements MetricsSinkProvider {

  @Override
  public String name() {
    return "tensorboard";
  }

  @Override
  public String description() {
    return "events.out.tfevents.* in the run directory: for tensorboard --logdir.";
  }

  @Override
  public MetricsSink create(Path runDirectory) {
    return new TensorBoardSink(runDirectory, host(), InstantSource.system());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
    } catch (UnknownHostException e) {
      return "localhost"; // The name is only there to tell files of several machines apart.
    }
  }
}
