// A bench, and nothing else.
extern "C" unsigned MprBenchReset() { return 42; }
