package org.sentinelbridge.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.settings.Settings;

class AccessTokensTest {

    private final TokenIssuer issuer = new TokenIssuer();
    private final HandClock clock = new HandClock();
    private final AccessTokens tokens = tokens(Map.of());

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aTokenOfTheIssuerIsTaken() {
        assertThat(verdict(issuer.token(claims()))).isEqualTo(Verdict.accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PS256", "ES256"})
    void otherAlgorithmsThanThatOfTheKeyAreTakenOnlyIfTheKeyCan(String algorithm) throws JOSEException {
        var fits = algorithm.equals("PS256");
        var header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(issuer.signingKey().getKeyID()).build();
        var text = fits ? signed(header) : issuer.token(claims()).replaceFirst("^[^.]+", header.toBase64URL().toString());

        assertThat(verdict(text).kind()).isEqualTo(fits ? Verdict.Kind.ACCEPTED : Verdict.Kind.REFUSED);
    }

    static Stream<Arguments> refusedClaims() {
        return Stream.of(
                refused("no issuer", "(iss)", claims -> claims.issuer(null)),
                refused("another issuer", "(iss)", claims -> claims.issuer("https://login.microsoftonline.com/other/v2.0")),
                refused("another audience", "(aud)", claims -> claims.audience("https://management.azure.com")),
                refused("no audience", "(aud)", claims -> claims.audience((String) null)),
                refused("expired", "(exp)", claims -> claims.expirationTime(Date.from(Instant.EPOCH))),
                refused("without an end", "(exp)", claims -> claims.expirationTime(null)),
                refused("for later", "(nbf)", claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(900_000)))),
                refused("another application", "client-ids", claims -> claims.claim("azp", "stranger")),
                refused("no application", "client-ids", claims -> claims.claim("azp", null)),
                refused("an application that is no text", "client-ids", claims -> claims.claim("azp", List.of(TokenIssuer.CLIENT))),
                refused("a user's", "(scp)", claims -> claims.claim("scp", "access_as_user")));
    }

    private static Arguments refused(String name, String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, why, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedClaims")
    void whatATokenSaysDecides(String name, String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        var verdict = verdict(issuer.token(change.apply(claims())));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.REFUSED);
        assertThat(verdict.why()).contains(why).doesNotContain("\n");
        assertThat(issuer.fetches()).as("nobody is asked because of it").isZero();
    }

    @Test
    void clocksMayDifferByAMinute() {
        var now = clock.instant();
        var ended = claims().expirationTime(Date.from(now.minusSeconds(58)));
        var early = claims().notBeforeTime(Date.from(now.plusSeconds(58)));
        assertThat(verdict(issuer.token(ended))).isEqualTo(Verdict.accepted());
        assertThat(verdict(issuer.token(early))).isEqualTo(Verdict.accepted());
        assertThat(verdict(issuer.token(ended.expirationTime(Date.from(now.minusSeconds(62))))).why()).contains("(exp)");
        assertThat(verdict(issuer.token(early.notBeforeTime(Date.from(now.plusSeconds(62))))).why()).contains("(nbf)");
    }

    @Test
    void theRoleIsWantedIfItIsSet() {
        var withRole = tokens(Map.of("webhook.oauth.role", "Alerts.Send"));
        assertThat(withRole.check(issuer.token(claims())).join()).isEqualTo(Verdict.accepted());
        assertThat(withRole.check(issuer.token(claims().claim("roles", List.of("Other")))).join().why()).contains("webhook.oauth.role");
        assertThat(withRole.check(issuer.token(claims().claim("roles", "Alerts.Send"))).join().why()).contains("webhook.oauth.role");
        assertThat(withRole.check(issuer.token(claims().claim("azp", "other"))).join().why()).contains("client-ids");
    }

    @Test
    void tokensOfVersion1NameTheApplicationInAppid() {
        assertThat(verdict(issuer.token(claims().claim("azp", null).claim("appid", "KIBANA-app")))).isEqualTo(Verdict.accepted());
    }

    @Test
    void noSignatureIsRefused() {
        assertThat(verdict(new PlainJWT(claims().build()).serialize()).why()).contains("no signed JWT");
        var none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\",\"kid\":\"first\"}".getBytes());
        assertThat(verdict(issuer.token(claims()).replaceFirst("^[^.]+", none)).kind()).isEqualTo(Verdict.Kind.REFUSED);
    }

    @Test
    void thePublicKeyIsNoSecretForHmac() throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
        token.sign(new MACSigner(issuer.signingKey().toRSAPublicKey().getEncoded()));

        assertThat(verdict(token.serialize()).why()).contains("(alg)");
    }

    @Test
    void aKeyInTheTokenItselfIsNotUsed() throws JOSEException {
        var own = TokenIssuer.key("first");
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").jwk(own.toPublicJWK()).build(), claims().build());
        token.sign(new RSASSASigner(own));

        assertThat(verdict(token.serialize()).why()).contains("signature is wrong");
    }

    @Test
    void aChangedTokenIsRefused() {
        var parts = issuer.token(claims()).split("\\.");
        var other = issuer.token(claims().subject("other")).split("\\.");
        assertThat(verdict(parts[0] + "." + other[1] + "." + parts[2]).why()).contains("signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ey..", "eyJ.eyJ.x", "ey.a.b.c.d", "e30.e30.e30", "ey\u0000.."})
    void garbageIsNoToken(String text) {
        assertThat(verdict(text).kind()).isEqualTo(Verdict.Kind.REFUSED);
    }

    @Test
    void aTokenOfMoreThan16KilobytesIsNotLookedAt() {
        assertThat(verdict(issuer.token(claims().claim("much", "x".repeat(13_000)))).why()).contains("longer than 16384");
        assertThat(verdict(issuer.token(claims().claim("much", "x".repeat(9_000))))).isEqualTo(Verdict.accepted());
        var deep = Base64.getUrlEncoder().encodeToString("[".repeat(11_000).getBytes());
        assertThat(verdict(deep + "." + "e30.e30").kind()).isEqualTo(Verdict.Kind.REFUSED);
    }

    @Test
    void aNewKeyOfTheIssuerIsAskedFor() {
        verdict(issuer.token(claims()));
        var old = issuer.token(claims());
        issuer.rotate("second");
        clock.move(Duration.ofSeconds(31));

        assertThat(verdict(issuer.token(claims()))).isEqualTo(Verdict.accepted());
        assertThat(verdict(old).why()).as("withdrawn, and asked a moment ago").contains("kid");
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void aKeyThatTheIssuerDoesNotHaveIsRefusedOrAskedForLater() {
        assertThat(verdict(issuer.strange(clock.instant(), "odd")).kind()).isEqualTo(Verdict.Kind.REFUSED);
        assertThat(verdict(issuer.strange(clock.instant(), "odder")).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    }

    @Test
    void aThousandStrangersWithKeysOfTheirOwnMakeTheBridgeAskOnceAHalfMinute() {
        for (var count = 0; count < 1_000; count++) {
            assertThat(verdict(issuer.strange(clock.instant(), "kid-" + count)).kind()).isNotEqualTo(Verdict.Kind.ACCEPTED);
            clock.move(Duration.ofMillis(60));
        }
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(verdict(issuer.token(claims()))).isEqualTo(Verdict.accepted());
    }

    @Test
    void whileTheIssuerIsDownItsKeysStay() {
        verdict(issuer.token(claims()));
        issuer.down(true);
        clock.move(Duration.ofHours(2));

        assertThat(verdict(issuer.token(claims()))).isEqualTo(Verdict.accepted());
        assertThat(verdict(issuer.strange(clock.instant(), "odd")).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    }

    @Test
    void anIssuerThatWasDownIsAskedAgain() {
        issuer.down(true);
        assertThat(verdict(issuer.token(claims())).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(verdict(issuer.token(claims())).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        issuer.down(false);
        clock.move(Duration.ofSeconds(31));
        assertThat(verdict(issuer.token(claims()))).isEqualTo(Verdict.accepted());
    }

    @Test
    void anIssuerThatCallsItselfOtherwiseIsNotBelieved() {
        issuer.calledItself("https://evil.example");
        assertThat(verdict(issuer.token(claims())).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(issuer.fetches()).isZero();
    }

    @Test
    void thePlaceOfTheKeysCanBeSet() {
        issuer.calledItself("https://other.example");
        var told = tokens(Map.of("webhook.oauth.jwks-url", issuer.url() + "/keys"));
        assertThat(told.check(issuer.token(claims())).join()).isEqualTo(Verdict.accepted());
    }

    @Test
    void onlyBearerTokensThatLookLikeOneAreLookedAt() {
        assertThat(AccessTokens.in("bearer eyJ.a.b")).contains("eyJ.a.b");
        assertThat(Stream.of("", "Bearer ", "Basic eyJ.a.b", "Bearer a-key-of-letters", "eyJ.a.b").map(AccessTokens::in)).containsOnly(Optional.empty());
    }

    private String signed(JWSHeader header) throws JOSEException {
        var token = new SignedJWT(header, claims().build());
        token.sign(new RSASSASigner(issuer.signingKey()));
        return token.serialize();
    }

    private JWTClaimsSet.Builder claims() {
        return issuer.claims(clock.instant());
    }

    private Verdict verdict(String token) {
        return tokens.check(token).join();
    }

    private AccessTokens tokens(Map<String, String> more) {
        var all = new HashMap<>(Map.of(
                "webhook.oauth.issuer", issuer.url(),
                "webhook.oauth.audience", TokenIssuer.AUDIENCE,
                "webhook.oauth.client-ids", "another, " + TokenIssuer.CLIENT));
        all.putAll(more);
        return new AccessTokens(OAuthSettings.of(new Settings(name -> Optional.ofNullable(all.get(name)))).orElseThrow(), clock);
    }

    private static final class HandClock extends Clock {

        private Instant now = Instant.now();

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
