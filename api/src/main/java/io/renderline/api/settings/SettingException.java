package io.renderline.api.settings;

/** A setting makes no sense, or what it names is not there. It ends the start with its two sentences. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * A fault that ends the start.
     *
     * @param fault which setting is wrong, and how
     * @param remedy what to do
     */
    public SettingException(String fault, String remedy) {
        super(fault);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
