package org.sentinelbridge.elasticsearch.types;

import java.util.Map;
import org.elasticsearch.index.mapper.KeywordFieldMapper;
import org.elasticsearch.index.mapper.Mapper;
import org.elasticsearch.index.mapper.TextFieldMapper;
import org.elasticsearch.plugins.MapperPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Field types whose modules the server inside SonarQube lacks, each taken as its nearest relative of the server's core. So a
 * {@code constant_keyword} neither fills in nor checks its value, and a {@code wildcard} is as exact as a keyword.
 */
public final class TypesPlugin extends Plugin implements MapperPlugin {

    @Override
    public Map<String, Mapper.TypeParser> getMappers() {
        return Map.of(
                "constant_keyword", withoutValue(KeywordFieldMapper.PARSER),
                "wildcard", KeywordFieldMapper.PARSER,
                "match_only_text", TextFieldMapper.PARSER);
    }

    private static Mapper.TypeParser withoutValue(Mapper.TypeParser parser) {
        return (name, node, context) -> {
            node.remove("value");
            return parser.parse(name, node, context);
        };
    }
}
