package dev.pagen.render;

import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.Support;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.STGroup;
import org.stringtemplate.v4.STGroupFile;
import org.stringtemplate.v4.misc.STMessage;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/** Prints kernel specs as HIP source. Thread safe; the same spec always gives the same text. */
public final class Renderer {
  private final Map<Target, STGroup> groups = new EnumMap<>(Target.class);

  /**
   * Renders {@code spec}.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws RenderException if a template and its model disagree, a fault of this library
   */
  public RenderedKernel render(KernelSpec spec) {
    return render(spec, "translation_unit", KernelEntry::of);
  }

  /**
   * Renders the floor of {@code spec}: a kernel that only reads what its decode kernel has to read.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws RenderException if a template and its model disagree, a fault of this library
   */
  public RenderedKernel renderFloor(KernelSpec spec) {
    return render(spec, "floor_unit", floored -> List.of(KernelEntry.floor(floored)));
  }

  private synchronized RenderedKernel render(
      KernelSpec spec, String template, Function<KernelSpec, List<KernelEntry>> kernels) {
    Support.check(spec);
    ST unit = groups.computeIfAbsent(spec.target(), Renderer::load).getInstanceOf(template);
    unit.add("k", KernelModel.of(spec));
    return new RenderedKernel(spec, SourceLayout.of(unit.render()), kernels.apply(spec));
  }

  private static STGroup load(Target target) {
    STGroup group = new STGroupFile("templates/" + target.arch() + ".stg");
    group.setListener(new Thrower());
    group.registerModelAdaptor(Record.class, new RecordAdaptor());
    group.load();
    return group;
  }

  /** Reads record components; without it StringTemplate prints nothing for them. */
  private static final class RecordAdaptor implements ModelAdaptor<Record> {
    @Override
    public @Nullable Object getProperty(
        Interpreter interpreter, ST self, Record model, Object property, String name) {
      try {
        Method accessor = model.getClass().getDeclaredMethod(name);
        accessor.setAccessible(true);
        return accessor.invoke(model);
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
