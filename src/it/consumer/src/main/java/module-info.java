/** A program on the module path; the same classes run on the class path. */
module consumer {
  requires dev.pagen;
}
