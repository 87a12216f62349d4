package io.renderline.engine.settings;

/** A setting that cannot be: the message names the property, the variable that sets it, and what to set. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String sentence) {
        super(sentence);
    }
}
