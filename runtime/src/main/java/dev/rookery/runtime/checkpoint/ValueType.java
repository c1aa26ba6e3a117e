package dev.rookery.runtime.checkpoint;

/** The type of a value in a checkpoint file. */
enum ValueType {
  WHOLE_NUMBER(1, "a whole number"),
  NUMBER(2, "a number"),
  BYTES(3, "bytes");

  private final byte code;
  private final String description;

  ValueType(int code, String description) {
    this.code = (byte) code;
    this.description = description;
  }

  /** How the file says it. */
  byte code() {
    return code;
  }

  /** How messages say it. */
  String description() {
    return description;
  }

  /** The type that the file means. */
  static ValueType of(byte code) throws DamageException {
    for (ValueType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new DamageException("has a value of unknown type " + code);
  }
}
