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

    private static final String HEAD = "failure retries status park\n";
    private static final FailureTable TABLE = new FailureTable("""
            failure                 retries  status  park
            IOException                   3     502   yes
            InterruptedIOException        2     504   yes
            TimeoutException              1     504    no
            Exception                     0     500   yes
            """);

    @Test
    void aFailureHasTheRowOfItsNameOrOfTheNearestClassAboveIt() {
        assertThat(TABLE.of(new IOException())).isEqualTo(new FailureTable.Row(3, 502, true));
        assertThat(TABLE.of(new ConnectException())).isEqualTo(new FailureTable.Row(3, 502, true));
        assertThat(TABLE.of(new SocketTimeoutException())).isEqualTo(new FailureTable.Row(2, 504, true));
        assertThat(TABLE.of(new IllegalStateException())).isEqualTo(new FailureTable.Row(0, 500, true));
        assertThat(TABLE.of(new StackOverflowError())).isEqualTo(new FailureTable.Row(0, 500, true));
    }

    @Test
    void ofACauseTheOutermostThatIsNamedCounts() {
        assertThat(TABLE.of(new IllegalStateException(new TimeoutException()))).isEqualTo(new FailureTable.Row(1, 504, false));
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
        "Exception 0 500 yes",
        HEAD + "IOException 3 502 yes",
        HEAD + "Exception 0 500",
        HEAD + "Exception 0 200 yes",
        HEAD + "Exception -1 500 yes",
        HEAD + "Exception 0 500 maybe",
        HEAD + "Exception 0 500 yes\nException 1 500 yes",
    })
    void aTableThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> new FailureTable(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("table of failures");
    }
}
