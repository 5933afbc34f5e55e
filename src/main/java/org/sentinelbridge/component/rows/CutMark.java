package org.sentinelbridge.component.rows;

import java.nio.charset.StandardCharsets;

/** What is cut says so, in words of one form, by which it can be told later that something was cut. */
final class CutMark {

    /** The name of the member that stands for those of an object that are left out. */
    static final String MEMBER = "…";

    private static final String BEGIN = "… [";
    private static final String END = ", cut by Sentinel Bridge]";
    private static final int LONGEST = 50;

    private CutMark() {}

    /** The beginning of a text and a mark, together no more than so many bytes; never half a surrogate pair. A mark stays as it is. */
    static String cut(String text, int most) {
        var mark = endsIn(text) ? text.substring(text.lastIndexOf(BEGIN)) : BEGIN + utf8(text) + " bytes" + END;
        var left = Math.max(0, most - utf8(mark));
        var end = 0;
        while (end < text.length()) {
            var point = text.codePointAt(end);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + mark;
    }

    /** Whether a text was cut, or stands for elements that were left out. */
    static boolean endsIn(String text) {
        return text.endsWith(END) && text.lastIndexOf(BEGIN) >= text.length() - LONGEST;
    }

    /** Stands in an array for so many elements. */
    static String elements(int number) {
        return BEGIN + number + " more" + END;
    }

    /** The value of {@link #MEMBER} for so many members. */
    static String members(int number) {
        return "[" + number + " more" + END;
    }

    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
