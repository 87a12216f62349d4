package io.renderline.api.jobs;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TraceParent;

import tools.jackson.databind.json.JsonMapper;

/** Writes the rows of new jobs, in one statement for one and for hundreds. */
@Component
class JobRows {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient sql;

    JobRows(JdbcClient sql) {
        this.sql = sql;
    }

    private record Row(UUID id, String kind, String request, short priority, @Nullable String type,
            @Nullable Integer version, @Nullable String product, @Nullable Integer revision, String source,
            @Nullable String template, @Nullable Integer templateVersion) {
        static Row of(UUID id, RequestedJob requested) {
            JobRequest request = requested.request();
            OutputVersion type = requested.outputType();
            TemplateVersion template = request instanceof ClipJob clip ? clip.template() : null;
            ProductModel product = requested.subject().product();
            return new Row(id, request.kind(), RequestJson.write(request), request.priority().rank(),
                    type == null ? null : type.name(), type == null ? null : type.version(),
                    product == null ? null : product.articleNumber(), product == null ? null : product.revision(),
                    requested.subject().source().label(), template == null ? null : template.name(),
                    template == null ? null : template.version());
        }
    }

    /** They follow from the current request, or from whatever is followed now. */
    void insert(Map<UUID, RequestedJob> jobs) {
        List<Row> rows = jobs.entrySet().stream().map(job -> Row.of(job.getKey(), job.getValue())).toList();
        TraceParent trace = LogContext.trace();
        sql.sql("""
                INSERT INTO job (id, kind, state, request, priority, output_type, output_type_version,
                                 article_number, product_revision, geometry_source, template, template_version,
                                 traceparent)
                SELECT id, kind, 'QUEUED', request::jsonb, priority, type, version, product, revision, source, template,
                       "templateVersion", :trace
                FROM jsonb_to_recordset(:rows::jsonb) AS r(id uuid, kind text, request text, priority smallint,
                     type text, version integer, product text, revision integer, source text, template text,
                     "templateVersion" integer)""")
                .param("rows", MAPPER.writeValueAsString(rows)).param("trace", trace == null ? null : trace.text())
                .update();
    }
}
