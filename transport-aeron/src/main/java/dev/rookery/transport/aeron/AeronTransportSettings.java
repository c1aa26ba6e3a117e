package dev.rookery.transport.aeron;

import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.util.Map;
import org.agrona.BitUtil;

/** The channel, media driver, memory and timeouts of an {@link AeronTransport}. */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record AeronTransportSettings(
    @Setting(
            value = "Shared memory of this machine (ipc), or UDP to others (udp).",
            defaultValue = "ipc")
        Channel channel,
    @Setting(
            value =
                "Over udp: host and port at which the creator, the learner's process, listens; the next"
                    + " port is used as well. IPv6 addresses go in brackets.",
            defaultValue = "localhost:7043")
        String address,
    @Setting(
            value =
                "Over udp: the address of this machine at which a member listens; empty: loopback if the"
                    + " creator's address is, else the one from which the creator is reached.",
            defaultValue = "")
        String networkInterface,
    @Setting(
            value =
                "Who runs Aeron's media driver: this process (embedded), or another program of the"
                    + " machine (external), in transport.directory.",
            defaultValue = "embedded")
        Driver driver,
    @Setting(
            value =
                "Directory of the media driver's files, best in memory; empty: a new one in /dev/shm or"
                    + " the temporary directory, deleted at the end.",
            defaultValue = "")
        String directory,
    @Setting(
            value =
                "Bytes of a term, a third of the memory of one publication; a power of two. Half of"
                    + " a term may be underway; messages of more than an eighth of it are cut."
                    + " Terms for parameters may be longer, up to 8 MiB.",
            min = MINIMUM_TERM_BYTES,
            max = MAXIMUM_TERM_BYTES,
            defaultValue = "1_048_576")
        int termBytes,
    @Setting(
            value =
                "Bytes of the longest packet with its headers, a multiple of 32; 0: 1408 over a"
                    + " network, more over loopback and ipc.",
            min = 0,
            max = MAXIMUM_PACKET_BYTES,
            defaultValue = "0")
        int packetBytes,
    @Setting(
            value =
                "Over udp: bytes that may be underway to one receiver, at most half a term; sockets"
                    + " must be allowed so much memory. 0: as much as they are, at most 4 MiB.",
            min = 0,
            max = MAXIMUM_TERM_BYTES / 2,
            defaultValue = "0")
        int windowBytes,
    @Setting(
            value =
                "Seconds without any sign of life after which a process or driver counts as dead; a"
                    + " process may be stopped for less without loss.",
            min = MINIMUM_LIVENESS_SECONDS,
            max = 3600,
            defaultValue = "30")
        double livenessSeconds,
    @Setting(
            value =
                "Seconds after which a member that takes no messages no longer holds back the"
                    + " creator's; it misses some then.",
            min = MINIMUM_MEMBER_TIMEOUT_SECONDS,
            max = 3600,
            defaultValue = "2")
        double memberTimeoutSeconds,
    @Setting(
            value = "Bytes of the longest message; a peer that announces a longer one is refused.",
            min = 1,
            defaultValue = "1_073_741_824")
        int maximumMessageBytes) {

  /** The medium that carries the messages. */
  public enum Channel {
    /** Shared memory of one machine. */
    IPC,
    /** Unicast UDP to the creator, and UDP from it to every member. */
    UDP
  }

  /** Who runs the media driver. */
  public enum Driver {
    /** The process itself; over {@link Channel#IPC}, the creator's process for all. */
    EMBEDDED,
    /** Another program of the same machine. */
    EXTERNAL
  }

  private static final int MINIMUM_TERM_BYTES = 1 << 16;
  private static final int MAXIMUM_TERM_BYTES = 1 << 28;

  /**
   * With three of these, and all else, a member stays below the 64 MB that containers often have.
   */
  private static final int LONGEST_CHOSEN_TERM_BYTES = 1 << 23;

  private static final int MAXIMUM_PACKET_BYTES = 65_504;
  private static final int MINIMUM_PACKET_BYTES = 256;
  private static final int MINIMUM_WINDOW_BYTES = 1 << 12;
  private static final double MINIMUM_LIVENESS_SECONDS = 1;
  private static final double MINIMUM_MEMBER_TIMEOUT_SECONDS = 0.5;

  /**
   * Checks the values.
   *
   * @throws SettingsException if a value is out of range, or values do not go together
   */
  public AeronTransportSettings {
    checkPowerOfTwo(termBytes);
    checkPacket(packetBytes, termBytes);
    if (windowBytes != 0) {
      checkRange("windowBytes", windowBytes, MINIMUM_WINDOW_BYTES, MAXIMUM_TERM_BYTES / 2);
    }
    checkRange("livenessSeconds", livenessSeconds, MINIMUM_LIVENESS_SECONDS, 3600);
    checkRange("memberTimeoutSeconds", memberTimeoutSeconds, MINIMUM_MEMBER_TIMEOUT_SECONDS, 3600);
    checkRange("maximumMessageBytes", maximumMessageBytes, 1, Integer.MAX_VALUE);
    if (driver == Driver.EXTERNAL && directory.isEmpty()) {
      throw new SettingsException(
          "transport.driver external needs transport.directory: the directory in which the media"
              + " driver runs");
    }
    if (channel == Channel.UDP) {
      Address.parse(address);
      checkPacketFits(packetBytes, windowBytes);
    }
  }

  /** Shared memory, with a driver of its own, terms of 1 MiB. */
  public static AeronTransportSettings defaults() {
    return Settings.defaults(AeronTransportSettings.class);
  }

  /** These settings with another {@code channel}. */
  public AeronTransportSettings withChannel(Channel newChannel) {
    return Settings.with(this, "channel", newChannel);
  }

  /** These settings with another {@code address}. */
  public AeronTransportSettings withAddress(String newAddress) {
    return Settings.with(this, "address", newAddress);
  }

  /** These settings with another {@code driver} and its {@code directory}. */
  public AeronTransportSettings withDriver(Driver newDriver, String newDirectory) {
    return Settings.with(this, Map.of("driver", newDriver, "directory", newDirectory));
  }

  /** These settings with another {@code termBytes}. */
  public AeronTransportSettings withTermBytes(int bytes) {
    return Settings.with(this, "termBytes", bytes);
  }

  /** These settings with another {@code packetBytes}. */
  public AeronTransportSettings withPacketBytes(int bytes) {
    return Settings.with(this, "packetBytes", bytes);
  }

  /** These settings with another {@code windowBytes}. */
  public AeronTransportSettings withWindowBytes(int bytes) {
    return Settings.with(this, "windowBytes", bytes);
  }

  /** These settings with other timeouts, in seconds. */
  public AeronTransportSettings withTimeouts(double liveness, double memberTimeout) {
    return Settings.with(
        this, Map.of("livenessSeconds", liveness, "memberTimeoutSeconds", memberTimeout));
  }

  /** These settings with another {@code maximumMessageBytes}. */
  public AeronTransportSettings withMaximumMessageBytes(int bytes) {
    return Settings.with(this, "maximumMessageBytes", bytes);
  }

  /**
   * Terms with which a whole message may be underway, if windows allow: up to a quarter of a window
   * that was read is not told yet. Windows are known.
   */
  int termBytesFor(long messageBytes) {
    long longest = longestTermBytes() / 2;
    long window = Math.min(longest, Math.min(longest, messageBytes) * 4 / 3 + 1);
    if (channel == Channel.UDP) {
      window = Math.min(window, windowBytes);
    }
    return Math.max(termBytes, BitUtil.findNextPositivePowerOfTwo((int) (2 * window)));
  }

  /** Terms are chosen no longer than this. */
  int longestTermBytes() {
    return Math.max(termBytes, LONGEST_CHOSEN_TERM_BYTES);
  }

  /** The longest message that one publication sends in one piece. */
  int longestWhole() {
    return Math.min(termBytes / 8, 1 << 24);
  }

  private static void checkPowerOfTwo(int termBytes) {
    if (termBytes < MINIMUM_TERM_BYTES
        || termBytes > MAXIMUM_TERM_BYTES
        || Integer.bitCount(termBytes) != 1) {
      int inRange = Math.max(MINIMUM_TERM_BYTES, Math.min(MAXIMUM_TERM_BYTES, termBytes));
      int nearest =
          inRange == MINIMUM_TERM_BYTES ? inRange : Integer.highestOneBit(inRange - 1) * 2;
      throw new SettingsException(
          "setting 'termBytes' must be a power of two from %s to %s, not %s; %s would do"
              .formatted(MINIMUM_TERM_BYTES, MAXIMUM_TERM_BYTES, termBytes, nearest));
    }
  }

  private static void checkPacket(int packetBytes, int termBytes) {
    int maximum = Math.min(MAXIMUM_PACKET_BYTES, termBytes / 8);
    boolean fits = packetBytes >= MINIMUM_PACKET_BYTES && packetBytes <= maximum;
    if (packetBytes != 0 && !(fits && packetBytes % 32 == 0)) {
      throw new SettingsException(
          "setting 'packetBytes' must be 0 or a multiple of 32 from %s to %s, not %s"
              .formatted(MINIMUM_PACKET_BYTES, maximum, packetBytes));
    }
  }

  /** A longer packet than this may wait for room for ever; see {@link Channels#packetBytes}. */
  private static void checkPacketFits(int packetBytes, int windowBytes) {
    if (windowBytes != 0 && packetBytes > windowBytes / 2) {
      throw new SettingsException(
          "setting 'packetBytes' must be at most half of windowBytes, which is %s, not %s"
              .formatted(windowBytes, packetBytes));
    }
  }

  private static void checkRange(String name, double value, double minimum, double maximum) {
    if (!(value >= minimum && value <= maximum)) {
      throw new SettingsException(
          "setting '%s' must be from %s to %s, not %s"
              .formatted(name, number(minimum), number(maximum), number(value)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
