/**
 * Reads AMDGPU code objects: the ELF file, each kernel's descriptor and metadata note, and the text
 * of its disassembly; and derives from them what a kernel costs: registers, LDS, scratch,
 * occupancy, the mix of its instructions, and the bytes it keeps in flight. Nothing here runs or
 * changes a code object, and nothing here needs a GPU or a ROCm installation. The derived figures
 * are static: they follow from the code, not from a measurement. Of NVIDIA's cubins it reads what
 * it takes to launch their kernels, and registers, memory and occupancy.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.codeobject;

import org.jspecify.annotations.NullMarked;
