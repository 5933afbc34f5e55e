package org.sentinelbridge.sandbox.elasticsearch;

import java.util.Arrays;

/**
 * The ids that have come, each in eight bytes, so that millions need little room. Up to two million are known for sure; beyond that
 * the oldest half is forgotten. That two ids have the same eight bytes happens once in some million millions.
 */
final class Ids {

    private static final int MOST = 1_000_000;
    private static final int FIRST_ROOM = 1 << 12;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] table = new long[FIRST_ROOM];
    private long[] older = new long[0];
    private int size;

    /** Whether the id had not come before; it has now. */
    boolean add(String id) {
        var hash = hash(id);
        if (holds(older, hash) || holds(table, hash)) {
            return false;
        }
        if (size == MOST) {
            older = table;
            table = new long[FIRST_ROOM];
            size = 0;
        } else if (size * 2 >= table.length) {
            var grown = new long[table.length * 2];
            Arrays.stream(table).filter(held -> held != 0).forEach(held -> put(grown, held));
            table = grown;
        }
        put(table, hash);
        size++;
        return true;
    }

    private static boolean holds(long[] table, long hash) {
        if (table.length == 0) {
            return false;
        }
        var at = (int) hash & table.length - 1;
        while (table[at] != 0 && table[at] != hash) {
            at = at + 1 & table.length - 1;
        }
        return table[at] == hash;
    }

    private static void put(long[] table, long hash) {
        var at = (int) hash & table.length - 1;
        while (table[at] != 0) {
            at = at + 1 & table.length - 1;
        }
        table[at] = hash;
    }

    /** Never 0, which marks free room. */
    private static long hash(String id) {
        var hash = 0xCBF29CE484222325L;
        for (var i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ hash >>> 32) * MIX;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
