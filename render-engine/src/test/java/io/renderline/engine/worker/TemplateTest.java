package io.renderline.engine.worker;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TemplateOffer;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.SceneFrame;
import io.renderline.core.task.SceneMoment;
import io.renderline.core.task.ScenePacking;
import io.renderline.core.task.TemplateFilling;
import io.renderline.core.task.TemplateInspection;
import io.renderline.engine.testbed.PaintedFrames;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.UserBlends;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;

/** A .blend with a text, a colour and an image that can be filled in. */
class TemplateTest {
    private static WorkerBed bed;
    private static InputFile template;

    @BeforeAll
    static void startWorker(@TempDir Path folder) {
        bed = WorkerBed.start();
        template = bed.upload(UserBlends.template(folder));
    }

    @AfterAll
    static void stopWorker() {
        bed.close();
    }

    @Test
    void whatItOffersIsStoredByName() throws IOException {
        TaskAssignment task = Tasks.task(new TemplateInspection(ModelFormat.BLEND),
                Map.of(TemplateInspection.SOURCE, template), Tasks.TIMEOUT);
        bed.publish(Queue.CPU, task);

        OutputFile output = bed.events().awaitResult(task.taskId()).outputs().getFirst();
        TemplateOffer offer = MessageJson.read(bed.bytesOf(output), TemplateOffer.class);

        assertThat(output).extracting(OutputFile::name, OutputFile::kind, OutputFile::mimeType)
                .containsExactly("offer", AssetKind.TEMPLATE_OFFER, "application/json");
        assertThat(offer.texts()).containsExactly(new TemplateOffer.Text("Title", "Hello"));
        assertThat(offer.colors()).contains(new TemplateOffer.Color("Accent", "#ff0000", "material"));
        assertThat(offer.images()).containsExactly(new TemplateOffer.Image("Logo", 4, 4, true));
        assertThat(offer.fps()).isEqualTo(24);
    }

    @Test
    void whatIsFilledInIsInItsFrames() throws IOException {
        InputFile picture = PaintedFrames.of(1, 16, 16).uploadedTo(bed).values().iterator().next();
        TaskAssignment pack = pack(new TemplateFilling(new TreeMap<>(), new TreeMap<>(Map.of("Accent", "#0000ff")),
                new TreeMap<>(Map.of("Logo", "image-001"))), picture);
        bed.publish(Queue.CPU, pack);
        OutputFile scene = bed.events().awaitResult(pack.taskId()).outputs().getFirst();
        TaskAssignment frame = Tasks.task(
                new SceneFrame(null, 64, 36, 1, null, false, ImageFormat.PNG, DevicePolicy.CPU,
                        new SceneMoment(SceneMoment.Unit.SECONDS, 0.25)),
                Map.of(SceneFrame.SCENE, Tasks.made(scene)), Tasks.TIMEOUT);
        bed.publish(Queue.LIGHT, frame);

        OutputFile shown = bed.events().awaitResult(frame.taskId()).outputs().getFirst();

        BufferedImage image = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bed.bytesOf(shown))));
        assertThat(new Color(image.getRGB(19, 15))).as("the colour Accent").isEqualTo(Color.BLUE);
        assertThat(new Color(image.getRGB(45, 15))).as("the image Logo").isNotEqualTo(Color.GREEN);
    }

    @Test
    void whatItLacksIsAnsweredWithWhatItHas() {
        TaskAssignment pack = pack(new TemplateFilling(new TreeMap<>(Map.of("Titel", "x")), new TreeMap<>(),
                new TreeMap<>()), template);
        bed.publish(Queue.CPU, pack);

        Failure failure = bed.events().awaitFailure(pack.taskId()).failure();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_PARAMETERS);
        assertThat(failure.message())
                .isEqualTo("parameters.texts.Titel is not in the template, which has the texts Title.");
    }

    private static TaskAssignment pack(TemplateFilling filling, InputFile picture) {
        return Tasks.task(new ScenePacking(ModelFormat.BLEND, null, false, filling),
                Map.of(ScenePacking.SOURCE, template, "image-001", picture), Tasks.TIMEOUT);
    }
}
