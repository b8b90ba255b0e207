using Chatbot.Programs;

namespace Chatbot.Campaigns.Audiences;

/// <summary>In which ecosystem a kind of work is mostly found; from <c>ecosystems.yaml</c>.</summary>
internal sealed class EcosystemJobs
{
    public const string File = "ecosystems.yaml";

    private readonly Dictionary<string, Ecosystem> byJob;

    private EcosystemJobs(Dictionary<string, Ecosystem> byJob) => this.byJob = byJob;

    /// <summary>Reads the file; what is wrong goes to the list with its line.</summary>
    /// <param name="text">The file.</param>
    /// <param name="jobs">Names of the occupations that there are.</param>
    /// <param name="problems">The list.</param>
    public static EcosystemJobs Read(string text, IReadOnlySet<string> jobs, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("ecosystems");
        var byJob = new Dictionary<string, Ecosystem>(StringComparer.Ordinal);
        foreach (var (word, list) in root.Part("ecosystems").Pairs())
        {
            if (Ecosystems.Read(word) is not { } ecosystem)
            {
                list.Report($"there is no ecosystem '{word}'");
                continue;
            }

            foreach (var item in list.Items())
            {
                var job = item.Scalar();
                if (!jobs.Contains(job)) item.Report($"there is no job '{job}' in occupations.yaml");
                else if (!byJob.TryAdd(job, ecosystem)) item.Report($"'{job}' stands in {byJob[job].Word()} already");
            }
        }

        return new EcosystemJobs(byJob);
    }

    public Ecosystem? Of(string job) => byJob.TryGetValue(job, out var ecosystem) ? ecosystem : null;
}
