using BenchmarkDotNet.Running;

namespace Chatbot.Benchmarks;

internal static class Host
{
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Host).Assembly).Run(args);
}
