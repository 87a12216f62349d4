package io.renderline.core.message;

/**
 * A device that a worker uses no more, since it has failed.
 *
 * @param reason a sentence for the operator
 */
public record RetiredDevice(DeviceUsed device, String reason) {}
