package dev.rookery.runtime.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame that TensorFlow puts around each record of a file: the length (8 bytes, little-endian),
 * its masked CRC32C, the data, its masked CRC32C. See <a
 * href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">TFRecord
 * format</a>.
 */
final class TfRecord {

  private static final int MASK_DELTA = 0xa282ead8;

  private TfRecord() {}

  /** The data in its frame. */
  static byte[] frame(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, data.length));
    return record.array();
  }

  /** The checksum of the first bytes, rotated and shifted: data may itself hold checksums. */
  static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
