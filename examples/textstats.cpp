/* textstats.cpp - statistics of text files: how long are words, how far apart
 * do they come again?
 *
 *     textstats FILE...
 *
 * A file that is not text (it holds a zero byte) is left out: reading it
 * throws, out of as many frames as are open by then.
 */
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>

template <typename Key> class Histogram {
  public:
    __attribute__((profile)) void add(const Key &key)
    {
        ++counts[key];
    }

    __attribute__((profile)) void print(const char *title) const
    {
        std::cout << title << '\n';
        for (const auto &[key, count] : counts)
            std::cout << "    " << key << ": " << count << '\n';
    }

  private:
    std::map<Key, long> counts;
};

struct Statistics {
    Histogram<std::size_t> lengths;
    Histogram<std::string> distances;
    std::unordered_map<std::string, long> last_seen;
    long n_words = 0;
};

static const char *distance_name(long distance)
{
    return distance < 10    ? "a: under 10 words"
           : distance < 100 ? "b: under 100 words"
                            : "c: further";
}

__attribute__((profile)) static void count_word(Statistics &statistics,
                                                const std::string &word)
{
    if (word.find('\0') != std::string::npos)
        throw std::runtime_error("not a text");
    statistics.lengths.add(word.size());
    long &seen = statistics.last_seen[word];
    if (seen != 0)
        statistics.distances.add(distance_name(statistics.n_words + 1 - seen));
    seen = ++statistics.n_words;
}

__attribute__((profile)) static void count_file(Statistics &statistics,
                                                const char *path)
{
    std::ifstream in(path);
    if (!in)
        throw std::runtime_error("cannot be read");
    for (std::string word; in >> word;)
        count_word(statistics, word);
}

__attribute__((profile)) int main(int argc, char **argv)
{
    Statistics statistics;
    int n_left_out = 0;
    for (int i = 1; i < argc; i++) {
        try {
            count_file(statistics, argv[i]);
        } catch (const std::runtime_error &error) {
            std::cerr << argv[i] << ": " << error.what() << '\n';
            ++n_left_out;
        }
    }
    statistics.lengths.print("length of words");
    statistics.distances.print("distance to the same word before");
    std::cout << statistics.n_words << " words, " << n_left_out
              << " files left out\n";
    return n_left_out == 0 ? 0 : 1;
}
