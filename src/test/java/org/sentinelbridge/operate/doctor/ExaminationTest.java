package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a check does, there is a finding, and in time. */
class ExaminationTest {

    private record Given(String name, Callable<Finding> looking) implements Check {

        @Override
        public Finding look() throws Exception {
            return looking.call();
        }
    }

    @Test
    @Timeout(10)
    void oneThatHangsHoldsUpNoOther() {
        var never = new CountDownLatch(1);
        var findings = new Examination(Duration.ofMillis(300)).run(List.of(
                new Given("hangs", () -> {
                    never.await();
                    return Finding.ok("hangs", "");
                }),
                new Given("works", () -> Finding.ok("works", "well"))));

        assertThat(findings).extracting(Finding::name).containsExactly("hangs", "works");
        assertThat(findings.get(0).state()).isEqualTo(State.FAIL);
        assertThat(findings.get(0).why()).startsWith("No answer within");
        assertThat(findings.get(1).state()).isEqualTo(State.OK);
    }

    @Test
    void oneThatThrowsIsAFailureInOneLine() {
        var findings = new Examination(Duration.ofSeconds(5)).run(List.of(
                new Given("io", () -> {
                    throw new IOException("first\n\u001b[31msecond");
                }),
                new Given("null", () -> {
                    throw new NullPointerException();
                }),
                new Given("deep", () -> {
                    throw new StackOverflowError();
                })));

        assertThat(findings).extracting(Finding::state).containsOnly(State.FAIL);
        assertThat(findings.get(0).why()).isEqualTo("first [31msecond");
        assertThat(findings.get(1).why()).isEqualTo("NullPointerException");
    }

    @Test
    void longTextsAreCut() {
        assertThat(Finding.fail("long", "x".repeat(5_000), "").why()).hasSize(601).endsWith("…");
    }
}
