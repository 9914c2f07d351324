// A message of every kind, with every kind of argument.
#pragma once

#include <chrono>
#include <vector>

#include "sim/plugin/protocol.h"

namespace mprsim::protocol {

inline PluginCall sample_call() {
  ResourceArgument resource{1, 2, 3, 4, u"Z:", u"\\\\server\\share", std::nullopt, u""};
  return {"NPSomething",
          {NullArgument{}, PoisonArgument{}, ValueArgument{0x1'0000'0001}, TextArgument{u"\xD800 half", true},
           BufferArgument{40}, CellArgument{7, true}, resource, NotifyInfoArgument{2, 2250, 0x1234},
           NotifyCancelArgument{u"Z:", std::nullopt, true, 1, true}, NotifyAddArgument{5, resource, 1}}};
}

inline PluginReply sample_reply() {
  PluginReply reply;
  reply.status = 2250;
  reply.arguments = {{}, {7, {1, 2, 3}, 0x7FFF'0000'0000, true}};
  reply.took = std::chrono::nanoseconds(1'234'567);
  reply.set_last_error = {5, 0};
  reply.extended = PluginReply::ExtendedError{17, u"text", u"provider"};
  reply.reentries = {"WNetCancelConnection2W", ""};
  return reply;
}

inline std::vector<Message> sample_messages() {
  return {Load{"/lib/provider.so", "", 1 << 20},
          sample_call(),
          PluginCall{"NPGetCaps", {}},
          CallTogether{3, {{sample_call(), sample_call()}, {}, {sample_call()}}},
          AskHeapUse{},
          Loaded{4711, {"NPGetCaps", "NPCancelConnection"}},
          NotLoaded{"file not found"},
          sample_reply(),
          PluginReply{},
          RepliesTogether{{{sample_reply()}, {}, {PluginReply{}, sample_reply()}}},
          HeapUse{123'456, 789},
          Fault{},
          Fault{11, 0xDEAD'BEEF, true, Access::execute, Place::returned, 3, 4, 5, Part::name, -6, true}};
}

}  // namespace mprsim::protocol
