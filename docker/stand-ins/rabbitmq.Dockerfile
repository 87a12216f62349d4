# Stands in for rabbitmq:4-management: RABBITMQ_DEFAULT_USER and _PASS, /etc/rabbitmq/conf.d, data in /var/lib/rabbitmq,
# user rabbitmq, and its commands on the PATH.
FROM debian:13-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends rabbitmq-server \
 && rm -rf /var/lib/apt/lists/* /var/lib/rabbitmq/* \
 && echo '[rabbitmq_management,rabbitmq_prometheus].' >/etc/rabbitmq/enabled_plugins \
 && install -d -o rabbitmq -g rabbitmq /etc/rabbitmq/conf.d /var/lib/rabbitmq /var/log/rabbitmq
COPY --chmod=755 rabbitmq.sh /usr/local/bin/docker-entrypoint.sh
ENV HOME=/var/lib/rabbitmq LANG=C.UTF-8 PATH=/usr/lib/rabbitmq/bin:$PATH
VOLUME /var/lib/rabbitmq
EXPOSE 5672 15672 15692
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["rabbitmq-server"]
