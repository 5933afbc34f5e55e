package org.sentinelbridge.base.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTableTest {

    private static final String HEAD = "failure retries status keep\n";
    private static final FailureTable TABLE = new FailureTable("""
            failure                 retries  status  keep
            IOException                   3     502  queue
            InterruptedIOException        2     504  park
            TimeoutException              1     504  no
            Exception                     0     500  park
            """);

    @Test
    void aFailureHasTheRowOfItsNameOrOfTheNearestClassAboveIt() {
        assertThat(TABLE.of(new IOException())).isEqualTo(new FailureTable.Row(3, 502, "queue"));
        assertThat(TABLE.of(new ConnectException())).isEqualTo(new FailureTable.Row(3, 502, "queue"));
        assertThat(TABLE.of(new SocketTimeoutException())).isEqualTo(new FailureTable.Row(2, 504, "park"));
        assertThat(TABLE.of(new IllegalStateException())).isEqualTo(new FailureTable.Row(0, 500, "park"));
        assertThat(TABLE.of(new StackOverflowError())).isEqualTo(new FailureTable.Row(0, 500, "park"));
    }

    @Test
    void ofACauseTheOutermostThatIsNamedCounts() {
        assertThat(TABLE.of(new IllegalStateException(new TimeoutException()))).isEqualTo(new FailureTable.Row(1, 504, "no"));
        var late = new InterruptedIOException();
        late.initCause(new ConnectException());
        assertThat(TABLE.of(late).status()).isEqualTo(504);
        assertThat(TABLE.of(new ConnectException().initCause(new TimeoutException())).status())
                .as("named beats inherited").isEqualTo(504);
    }

    @Test
    void causesInACircleEnd() {
        var one = new IllegalStateException();
        var other = new IllegalArgumentException(one);
        one.initCause(other);
        assertThat(TABLE.of(one).status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "Exception 0 500 park",
        HEAD + "IOException 3 502 park",
        HEAD + "Exception 0 500",
        HEAD + "Exception 0 200 park",
        HEAD + "Exception -1 500 park",
        HEAD + "Exception 0 500 maybe",
        HEAD + "Exception 0 500 park\nException 1 500 park",
    })
    void aTableThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> new FailureTable(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("table of failures");
    }
}
