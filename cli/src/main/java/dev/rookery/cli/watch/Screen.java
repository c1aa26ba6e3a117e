package dev.rookery.cli.watch;

import dev.rookery.render.Frame;

/** Shows the frames of episodes, one after the other. */
@FunctionalInterface
public interface Screen {

  /** How much longer than others the last frame of an episode is shown, in seconds. */
  double LAST_FRAME_SECONDS = 1;

  /**
   * Shows a frame.
   *
   * @param frame is used again for later frames
   * @param status a line about it
   * @param last whether it is the last of its episode
   * @return whether more frames are wanted
   */
  boolean show(Frame frame, String status, boolean last);
}
