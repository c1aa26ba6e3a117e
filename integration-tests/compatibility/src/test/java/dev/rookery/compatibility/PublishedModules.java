package dev.rookery.compatibility;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The modules that the bill of materials names, by where they are in the repository. */
public final class PublishedModules {

  /**
   * A module.
   *
   * @param artifact its name in Maven, for example {@code rookery-api}
   * @param folder its folder
   * @param pom its project, as XML
   */
  public record Module(String artifact, Path folder, Element pom) {

    /** Where its compiled classes are. */
    public Path classes() {
      return folder.resolve("target").resolve("classes");
    }

    @Override
    public String toString() {
      return artifact;
    }
  }

  private PublishedModules() {}

  /** The repository's root, above the folder of this module. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /**
   * All of them, in the order of the root project.
   *
   * @throws IllegalStateException if the bill of materials names a module that is not there
   */
  public static List<Module> all() {
    List<Module> modules = new ArrayList<>();
    List<String> published = new ArrayList<>();
    for (Element dependency : descendants(project(root().resolve("bom")), "dependency")) {
      published.add(child(dependency, "artifactId"));
    }
    addModules(root(), modules);
    modules.removeIf(module -> !published.contains(module.artifact()));
    if (modules.size() != published.size()) {
      throw new IllegalStateException(
          "the bill of materials names %s, but there are %s".formatted(published, modules));
    }
    return modules;
  }

  private static void addModules(Path folder, List<Module> modules) {
    for (Element module : descendants(project(folder), "module")) {
      Path path = folder.resolve(module.getTextContent().strip()).normalize();
      Element pom = project(path);
      modules.add(new Module(child(pom, "artifactId"), path, pom));
      addModules(path, modules);
    }
  }

  /** What is on this class path but modules of the repository. */
  public static List<String> libraries() {
    Path root = root();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(root))
        .toList();
  }

  /** The project in a folder, as XML. */
  public static Element project(Path folder) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(folder.resolve("pom.xml").toFile())
          .getDocumentElement();
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(folder + " has no pom.xml that can be read", e);
    }
  }

  /** The text of an element's first child of a name; empty if it has no such child. */
  public static String child(Element parent, String name) {
    return children(parent, name)
        .map(element -> element.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  /** An element's children of a name. */
  public static Stream<Element> children(Element parent, String name) {
    return elements(parent.getChildNodes().getLength(), parent.getChildNodes()::item)
        .filter(element -> element.getTagName().equals(name));
  }

  private static List<Element> descendants(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return elements(found.getLength(), found::item).toList();
  }

  private static Stream<Element> elements(int count, IntFunction<Node> nodes) {
    return IntStream.range(0, count)
        .mapToObj(nodes)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }
}
