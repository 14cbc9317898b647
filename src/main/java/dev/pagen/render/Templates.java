package dev.pagen.render;

import java.io.Writer;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.AutoIndentWriter;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.STGroup;
import org.stringtemplate.v4.STGroupFile;
import org.stringtemplate.v4.misc.STMessage;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/** A group of StringTemplate templates. They print records, and throw where they cannot. */
public final class Templates {
  /** What is asked of names is the rest of one. */
  private static final ModelAdaptor<TemplateNames> NAMES =
      (interpreter, self, names, property, name) -> names.of(name);

  private final STGroup group;

  private Templates(STGroup group) {
    this.group = group;
  }

  /**
   * Loads a group.
   *
   * @param resource its file, as the class loader finds it
   * @param text what is printed for a component of a record that is a {@code String}
   * @throws RenderException if it is not there or not right
   */
  public static Templates load(String resource, UnaryOperator<String> text) {
    STGroup group = new STGroupFile(resource, "UTF-8");
    group.setListener(new Thrower());
    group.registerModelAdaptor(Record.class, new RecordAdaptor(text));
    group.registerModelAdaptor(TemplateNames.class, NAMES);
    group.load();
    return new Templates(group);
  }

  /**
   * Prints a template that has one argument.
   *
   * @throws RenderException if it and its argument disagree
   */
  public String print(String template, String argument, Object value) {
    Text text = new Text();
    group
        .getInstanceOf(template)
        .add(argument, value)
        .write(new AutoIndentWriter(text), Locale.ROOT, group.getListener());
    return text.printed.toString();
  }

  /** What StringTemplate writes by single characters; a StringWriter locks for each. */
  private static final class Text extends Writer {
    final StringBuilder printed = new StringBuilder();

    @Override
    public void write(int character) {
      printed.append((char) character);
    }

    @Override
    public void write(char[] characters, int from, int count) {
      printed.append(characters, from, count);
    }

    @Override
    public void write(String text) {
      printed.append(text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Reads record components; without it StringTemplate prints nothing for them. */
  private record RecordAdaptor(UnaryOperator<String> text) implements ModelAdaptor<Record> {
    @Override
    public @Nullable Object getProperty(
        Interpreter interpreter, ST self, Record model, Object property, String name) {
      try {
        Method accessor = model.getClass().getDeclaredMethod(name);
        accessor.setAccessible(true);
        Object value = accessor.invoke(model);
        return value instanceof String string ? text.apply(string) : value;
      } catch (ReflectiveOperationException e) {
        throw new STNoSuchPropertyException(e, model, name);
      }
    }
  }

  /** StringTemplate only reports errors; here they are exceptions. */
  private static final class Thrower implements STErrorListener {
    @Override
    public void compileTimeError(STMessage message) {
      throw new RenderException(message.toString());
    }

    @Override
    public void runTimeError(STMessage message) {
      throw new RenderException(message.toString());
    }

    @Override
    public void IOError(STMessage message) {
      throw new RenderException(message.toString());
    }

    @Override
    public void internalError(STMessage message) {
      throw new RenderException(message.toString());
    }
  }
}
