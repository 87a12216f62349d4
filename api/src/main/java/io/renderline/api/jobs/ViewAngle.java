package io.renderline.api.jobs;

/**
 * From where the model is seen.
 *
 * @param azimuth degrees around the model: 0 is the front, 90 its right
 * @param elevation degrees above the horizon, -90 to 90
 */
record ViewAngle(double azimuth, double elevation) {}
