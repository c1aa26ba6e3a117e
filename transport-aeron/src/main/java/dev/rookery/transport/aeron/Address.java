package dev.rookery.transport.aeron;

import dev.rookery.settings.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The address at which a creator listens: members send data to {@code port}, and ask for the
 * creator's data at the next port.
 */
record Address(String host, int port) {

  /** What has a meaning in Aeron's channels, or is no part of a host's name. */
  private static final Pattern RESERVED = Pattern.compile("[|?=,\\s]");

  private static final int MAXIMUM_PORT = 65_534;

  /**
   * Reads {@code host:port}; an IPv6 address is in brackets.
   *
   * @throws SettingsException if the text is something else, or the port is out of range
   */
  static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.isBlank() || (!bracketed && host.indexOf(':') >= 0) || RESERVED.matcher(host).find()) {
      throw new SettingsException(
          "transport.address must be host:port, for example localhost:7043 or [::1]:7043, not '%s'"
              .formatted(text));
    }
    return new Address(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String address, String text) {
    int port;
    try {
      port = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      port = -1;
    }
    if (port < 1 || port > MAXIMUM_PORT) {
      throw new SettingsException(
          "the port of transport.address must be from 1 to %s, as the next one is used too; not '%s'"
                  .formatted(MAXIMUM_PORT, text)
              + " in '%s'".formatted(address));
    }
    return port;
  }

  /**
   * Looks the host up.
   *
   * @throws SettingsException if its name is unknown
   */
  InetAddress resolve() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new SettingsException(
          "host '%s' of transport.address is not known: check its name, or give its number"
              .formatted(host),
          e);
    }
  }

  /** For the creator's requests for data. */
  Address control() {
    return new Address(host, port + 1);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
