using System.CommandLine;
using Chatbot.Membership.Agents;

namespace Chatbot.CommandLine;

/// <summary><c>agents add|list|code</c>: agents of Perisai, BUMDes, DWP, and the one-time code that links somebody to one.</summary>
internal static class AgentsCommand
{
    public static Command Make(TextWriter output, TextWriter error) => new("agents", "Agen Perisai, BUMDes, DWP.")
    {
        Add(output, error), List(output), Code(output, error),
    };

    private static Command Add(TextWriter output, TextWriter error)
    {
        var code = CodeArgument();
        var kind = new Option<string>("--kind") { Description = "perisai, bumdes, dwp, atau other", DefaultValueFactory = _ => "perisai" };
        kind.AcceptOnlyFromAmong([.. AgentRegister.Kinds]);
        var name = new Option<string>("--name") { Description = "nama kelompok atau agen", Required = true };
        var region = new Option<string>("--region") { Description = "daerah kerja", DefaultValueFactory = _ => "" };
        var organisation = OrganisationOption.Make();
        var command = new Command("add", "Menambah agen dan membuat kode sekali pakai.") { code, kind, name, region, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var agents = stage.Services.GetRequiredService<AgentRegister>();
            var agent = await agents.AddAsync(
                whose,
                parsed.GetRequiredValue(code),
                parsed.GetRequiredValue(kind),
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(region),
                cancellationToken);
            if (agent is null)
            {
                await error.WriteLineAsync("Kode agen itu sudah dipakai.");
                return JakaCommand.Refused;
            }

            return await ShowCodeAsync(agents, agent, output, cancellationToken);
        });
        return command;
    }

    private static Command List(TextWriter output)
    {
        var command = new Command("list", "Semua agen.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            foreach (var agent in await stage.Services.GetRequiredService<AgentRegister>().AllAsync(cancellationToken))
                await output.WriteLineAsync($"{agent.Code}\t{agent.Kind}\t{agent.Name}\t{agent.Region}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Code(TextWriter output, TextWriter error)
    {
        var code = CodeArgument();
        var command = new Command("code", "Membuat kode sekali pakai yang baru.") { code };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            var agents = stage.Services.GetRequiredService<AgentRegister>();
            if (await agents.WithCodeAsync(parsed.GetRequiredValue(code), cancellationToken) is { } agent)
                return await ShowCodeAsync(agents, agent, output, cancellationToken);
            await error.WriteLineAsync("Agen itu tidak ada.");
            return JakaCommand.Refused;
        });
        return command;
    }

    private static async Task<int> ShowCodeAsync(AgentRegister agents, Agent agent, TextWriter output, CancellationToken cancellationToken)
    {
        var link = await agents.MakeLinkCodeAsync(agent, cancellationToken);
        await output.WriteLineAsync($"{agent.Code}\t{agent.Name}");
        await output.WriteLineAsync($"Kode sekali pakai: {link} (agen mengetik AGEN, lalu kode ini)");
        return JakaCommand.Done;
    }

    // The same form as a campaign word, so that «DAFTAR KODE» is understood.
    private static Argument<string> CodeArgument()
    {
        var code = new Argument<string>("CODE") { Description = "huruf lalu angka, misalnya PRS-JBR01" };
        code.Validators.Add(result =>
        {
            if (Conversations.CampaignWord.Read($"DAFTAR {result.GetValueOrDefault<string>()}").Code is null)
                result.AddError("CODE has to be letters and then digits, such as PRS-JBR01");
        });
        return code;
    }
}
