package io.renderline.core.blob;

import java.io.IOException;

import io.renderline.core.BulkStream;

import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A download. Closing it before its end breaks it off, where the SDK would load the rest in order to keep the connection. */
final class S3Stream extends BulkStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private final S3Location location;
    private boolean ended;

    S3Stream(ResponseInputStream<GetObjectResponse> response, S3Location location) {
        this.response = response;
        this.location = location;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = response.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        } catch (SdkException e) {
            throw S3Failures.of(e, location);
        }
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            response.close();
        } else {
            response.abort();
        }
    }
}
