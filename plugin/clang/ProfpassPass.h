/* ProfpassPass.h - the side of the plugin that runs in the optimizer */
#ifndef PROFPASS_PASS_H
#define PROFPASS_PASS_H

namespace llvm {
class PassBuilder;
}

namespace profpass {

/// Have PB run the pass at the start of every pipeline, -O0 too: before
/// inlining, so that probes count what the source says at every level.
void registerPass(llvm::PassBuilder &PB);

} // namespace profpass

#endif
