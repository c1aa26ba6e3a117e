package dev.rookery.envs.classic;

/** The colours in which classic control is drawn. */
final class ClassicColours {

  static final int BACKGROUND = 0x101820;
  static final int GROUND = 0x5a6b78;
  static final int BODY = 0x4c9be8;
  static final int LINK = 0xe8a33d;
  static final int JOINT = 0xf4f1de;
  static final int GOAL = 0x5fcf80;

  private ClassicColours() {}
}
