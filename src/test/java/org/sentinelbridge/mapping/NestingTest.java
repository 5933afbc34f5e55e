package org.sentinelbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'a.b':1}|{'a':{'b':1}}",
        "{'a.b':1,'a':{'c':2}}|{'a':{'b':1,'c':2}}",
        "{'a':{'c':2},'a.b':1}|{'a':{'c':2,'b':1}}",
        "{'a':{'b.c':1,'b':{'d':2}}}|{'a':{'b':{'c':1,'d':2}}}",
        "{'agent.name':'x','agent':{}}|{'agent':{'name':'x'}}",
        "{'list':[{'a.b':1},5]}|{'list':[{'a':{'b':1}},5]}",
        "{'a':5,'a.b':1}|{'a':{'b':1}}",
        "{'a.b':1,'a':5}|{'a':{'b':1}}",
        "{'.a':1,'b.':2,'..':3}|{'.a':1,'b.':2,'..':3}"
    })
    void dotsBecomeObjects(String document, String expected) throws IOException {
        var given = read(document);
        assertThat(Nesting.nested(given)).isEqualTo(read(expected));
        assertThat(given).as("what was given stays as it was").isEqualTo(read(document));
    }

    @Test
    void whatHasNoDotsIsLeftAlone() throws IOException {
        var document = read("{'a':{'b':[1,{'c':null}]}}");
        assertThat(Nesting.nested(document)).isSameAs(document);
    }

    private static JsonNode read(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
