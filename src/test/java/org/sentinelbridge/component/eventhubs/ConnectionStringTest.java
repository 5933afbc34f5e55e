package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringTest {

    private static final String KEY = "c2VjcmV0LW9mLW1pbmU=";

    @Test
    void ofAHub() {
        var connection = ConnectionString.of("Endpoint=sb://mine.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey="
                + KEY + ";EntityPath=sentinel");
        assertThat(connection.host()).isEqualTo("mine.servicebus.windows.net");
        assertThat(connection.hub()).contains("sentinel");
        assertThat(connection.plain()).isFalse();
    }

    @Test
    void ofANamespaceInAnotherOrder() {
        var connection = ConnectionString.of(" sharedaccesskey=" + KEY + "; SharedAccessKeyName=RootManageSharedAccessKey ;"
                + "endpoint=sb://127.0.0.1:5672;UseDevelopmentEmulator=true;");
        assertThat(connection.host()).isEqualTo("127.0.0.1");
        assertThat(connection.hub()).isEmpty();
        assertThat(connection.plain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "mine.servicebus.windows.net",
        "Endpoint=sb://mine.servicebus.windows.net/",
        "Endpoint=sb://mine.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=",
        "Endpoint=https://mine.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=" + KEY,
        "Endpoint=sb://user@mine.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=" + KEY,
        "SharedAccessKeyName=listen;SharedAccessKey=" + KEY
    })
    void whatIsNoneIsToldWithoutItsKey(String text) {
        assertThatThrownBy(() -> ConnectionString.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void aFailureIsToldWithoutItsKey() {
        var failure = new IllegalStateException("outer", new IllegalArgumentException("SharedAccessKey=" + KEY + ";sig=abc&x"));
        assertThat(Causes.text(failure)).isEqualTo("IllegalArgumentException: SharedAccessKey=***;sig=***&x");
    }

    @Test
    void aFailureOfTheStoreIsToldByItsReason() {
        var failure = new TransactionException("Failed to commit transaction", new SQLException("database or disk is full"));
        assertThat(Causes.text(failure)).isEqualTo("SQLException: database or disk is full");
    }
}
