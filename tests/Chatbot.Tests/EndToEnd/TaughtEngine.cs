using Chatbot.CommandLine;
using Chatbot.Dialogs;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The engine with the real dialogs, taught once for all tests of this folder: it is pure, so they may share it.</summary>
internal static class TaughtEngine
{
    private static readonly Lazy<Task<DialogEngine>> Taught = new(TeachAsync);

    public static Task<DialogEngine> GetAsync() => Taught.Value;

    private static async Task<DialogEngine> TeachAsync()
    {
        using var scratch = new ScratchFolder();
        await using var stage = await Stage.SetAsync(scratch.Settings, null, null, CancellationToken.None);
        return stage.Services.GetRequiredService<DialogEngine>();
    }
}
