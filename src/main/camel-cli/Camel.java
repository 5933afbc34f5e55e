import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The main class that camel-jbang-core leaves to its launchers. */
public final class Camel {

    private Camel() {}

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
