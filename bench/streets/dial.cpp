// The loop of src/engines/streets/reach/search.ts in C++: bucket queue of one decimetre, 16-bit labels, interleaved arcs, recycled
// entries. Reads a job file, runs it several times, prints one JSON object with the median time and sums to compare.
//
// Job file, 32-bit little-endian numbers: vertices, arcs, kinds, cut, runs, threads; first[vertices + 1]; arcs as neighbour and cost;
// then for each kind the count of its seeds and the seeds as vertex, decimetres, source.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

struct Graph {
  int32_t vertices;
  const int32_t* first;
  const int32_t* arcs;
};

struct Kind {
  int32_t count;
  const int32_t* seeds;
};

struct Scratch {
  std::vector<int32_t> heads;
  std::vector<int32_t> entries;
};

static int64_t settle(const Graph& graph, const Kind& kind, int32_t cut, uint16_t* distance, int32_t* nearest, Scratch& scratch) {
  int32_t* heads = scratch.heads.data();
  int32_t* entries = scratch.entries.data();
  int32_t free = -1, fresh = 0, waiting = 0, low = cut + 1;
  for (int32_t seed = 0; seed < kind.count; seed++) {
    const int32_t vertex = kind.seeds[seed * 3], d = kind.seeds[seed * 3 + 1], source = kind.seeds[seed * 3 + 2];
    if (d > cut) continue;
    const int32_t known = distance[vertex];
    if (d < known) {
      distance[vertex] = static_cast<uint16_t>(d);
      nearest[vertex] = source;
      entries[fresh] = vertex;
      entries[fresh + 1] = heads[d];
      heads[d] = fresh;
      fresh += 2;
      waiting++;
      low = std::min(low, d);
    } else if (d == known && source < nearest[vertex]) {
      nearest[vertex] = source;
    }
  }
  int64_t settled = 0;
  for (int32_t d = low; waiting > 0; d++) {
    int32_t entry = heads[d];
    if (entry < 0) continue;
    heads[d] = -1;
    while (entry >= 0) {
      const int32_t vertex = entries[entry], after = entries[entry + 1];
      entries[entry + 1] = free;
      free = entry;
      entry = after;
      waiting--;
      if (distance[vertex] != d) continue;
      settled++;
      const int32_t source = nearest[vertex];
      const int32_t end = graph.first[vertex + 1] * 2;
      for (int32_t arc = graph.first[vertex] * 2; arc < end; arc += 2) {
        const int32_t next = graph.arcs[arc], there = d + graph.arcs[arc + 1], known = distance[next];
        if (there > known || there > cut) continue;
        if (there < known) {
          distance[next] = static_cast<uint16_t>(there);
          nearest[next] = source;
          int32_t slot = free;
          if (slot >= 0) free = entries[slot + 1];
          else {
            slot = fresh;
            fresh += 2;
          }
          entries[slot] = next;
          entries[slot + 1] = heads[there];
          heads[there] = slot;
          waiting++;
        } else if (source < nearest[next]) {
          nearest[next] = source;
        }
      }
    }
  }
  return settled;
}

static double processorTime() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int main(int, char** arguments) {
  std::FILE* file = std::fopen(arguments[1], "rb");
  if (!file) return 2;
  std::fseek(file, 0, SEEK_END);
  std::vector<int32_t> words(std::ftell(file) / 4);
  std::rewind(file);
  if (std::fread(words.data(), 4, words.size(), file) != words.size()) return 2;
  std::fclose(file);
  const int32_t vertices = words[0], arcs = words[1], kindCount = words[2], cut = words[3], runs = words[4], threads = words[5];
  const int32_t* at = words.data() + 6;
  Graph graph{vertices, at, at + vertices + 1};
  at += vertices + 1 + arcs * 2;
  std::vector<Kind> kinds;
  int32_t most = 0;
  for (int32_t kind = 0; kind < kindCount; kind++) {
    kinds.push_back({*at, at + 1});
    most = std::max(most, *at);
    at += 1 + *at * 3;
  }
  std::vector<std::vector<uint16_t>> distance(kindCount, std::vector<uint16_t>(vertices));
  std::vector<std::vector<int32_t>> nearest(kindCount, std::vector<int32_t>(vertices));
  std::vector<Scratch> scratch(threads);
  for (auto& each : scratch) {
    each.heads.assign(cut + 1, -1);
    each.entries.assign(2 * (arcs + most + 1), 0);
  }
  std::vector<double> times, processor;
  int64_t settled = 0;
  for (int32_t run = 0; run < runs; run++) {
    std::atomic<int32_t> turn{0};
    std::atomic<int64_t> sum{0};
    const double used = processorTime();
    const auto began = std::chrono::steady_clock::now();
    const auto work = [&](int32_t thread) {
      for (int32_t kind = turn++; kind < kindCount; kind = turn++) {
        std::fill(distance[kind].begin(), distance[kind].end(), 65535);
        std::fill(nearest[kind].begin(), nearest[kind].end(), -1);
        sum += settle(graph, kinds[kind], cut, distance[kind].data(), nearest[kind].data(), scratch[thread]);
      }
    };
    std::vector<std::thread> helpers;
    for (int32_t thread = 1; thread < threads; thread++) helpers.emplace_back(work, thread);
    work(0);
    for (auto& helper : helpers) helper.join();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    processor.push_back(processorTime() - used);
    settled = sum;
  }
  std::sort(times.begin(), times.end());
  std::sort(processor.begin(), processor.end());
  int64_t metres = 0, sources = 0;
  for (int32_t kind = 0; kind < kindCount; kind++)
    for (int32_t vertex = 0; vertex < vertices; vertex++)
      if (distance[kind][vertex] != 65535) {
        metres += distance[kind][vertex];
        sources += nearest[kind][vertex];
      }
  std::printf("{\"milliseconds\":%.3f,\"processor\":%.3f,\"settled\":%lld,\"decimetres\":%lld,\"sources\":%lld}\n", times[times.size() / 2], processor[processor.size() / 2],
              static_cast<long long>(settled), static_cast<long long>(metres), static_cast<long long>(sources));
}
