# Stands in for eclipse-temurin: a JDK where that image has it.
FROM debian:12-slim
COPY openjdk /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:$PATH LANG=C.UTF-8
