package io.renderline.api.web;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Reads what a client says about the list that it wants. */
public final class ListQuery {
    private ListQuery() {}

    /**
     * How many entries a page shall have.
     *
     * @throws ProblemException when that is none, or more than {@code most}
     */
    public static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST,
                    "limit is " + limit + "; it must be from 1 to " + most + ".");
        }
        return limit;
    }

    /**
     * The state that all entries shall have, in upper or lower case; null: any.
     *
     * @throws ProblemException when it is none of {@code states}
     */
    public static <S extends Enum<S>> @Nullable S state(@Nullable String text, S[] states) {
        return choice("state", text, states);
    }

    /**
     * What the parameter {@code name} picks, in upper or lower case; null: any.
     *
     * @throws ProblemException when it is none of {@code choices}
     */
    public static <C extends Enum<C>> @Nullable C choice(String name, @Nullable String text, C[] choices) {
        return text == null
                ? null
                : Arrays.stream(choices).filter(choice -> choice.name().equals(text.toUpperCase(Locale.ROOT)))
                        .findFirst().orElseThrow(() -> new ProblemException(ProblemCode.INVALID_REQUEST,
                                name + " is '" + text + "'; it must be one of " + Arrays.toString(choices) + "."));
    }
}
