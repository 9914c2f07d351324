// A library that has a bench and nothing else.
extern "C" unsigned MprBenchReset() { return 42; }
