package io.renderline.engine.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/** Hears what engines print, as the log gets it. */
final class EngineChatter extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.renderline.engine.chatter");

    private final List<ILoggingEvent> heard = new CopyOnWriteArrayList<>();

    static EngineChatter listen() {
        EngineChatter chatter = new EngineChatter();
        chatter.start();
        LOG.setLevel(Level.DEBUG);
        LOG.addAppender(chatter);
        return chatter;
    }

    /** The diagnostic values of the lines with {@code words}. */
    List<String> contextOf(String words) {
        return heard.stream().filter(event -> event.getFormattedMessage().contains(words))
                .flatMap(event -> event.getMDCPropertyMap().values().stream()).toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        heard.add(event);
    }

    @Override
    public void close() {
        LOG.detachAppender(this);
        LOG.setLevel(null);
    }
}
