package org.sentinelbridge.base.store;

import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Text as the store keeps it: PostgreSQL knows no NUL in a text, and would refuse all that comes with it. Whoever binds text without Jdbi
 * has to ask for it.
 */
public final class KeptText {

    private KeptText() {}

    /** The same text, with a question mark for each NUL. */
    public static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '?');
    }

    /** For all text that Jdbi binds. */
    static final class Binding implements ArgumentFactory.Preparable {

        @Override
        public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
            return type == String.class ? Optional.of(Binding::argument) : Optional.empty();
        }

        private static Argument argument(Object value) {
            return (position, statement, context) -> {
                if (value instanceof String text) {
                    statement.setString(position, of(text));
                } else {
                    statement.setNull(position, Types.VARCHAR);
                }
            };
        }
    }
}
