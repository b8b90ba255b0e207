using System.Text.Json.Nodes;
using Chatbot.CommandLine;
using Chatbot.Conversations;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Conversations;

/// <summary>Messages that reached us hours after they were sent, on the real dialogs.</summary>
public sealed class LateMessageTests(LateMessageTests.Service service) : IClassFixture<LateMessageTests.Service>
{
    private const string Apology = "baru terbaca sekarang";

    private static int people;

    private readonly string phone = $"+62812345670{Interlocked.Increment(ref people):d2}";

    [Fact]
    public async Task A_late_question_gets_one_apology_however_many_came()
    {
        (await HearAsync("iuran berapa", late: true)).ShouldHaveSingleItem().ShouldContain(Apology);
        (await HearAsync("halo?", late: true)).ShouldBeEmpty();
        (await HearAsync("ada orang?", late: true)).ShouldBeEmpty();
        (await HearAsync("menu", late: false)).ShouldNotBeEmpty();
        (await HearAsync("tadi?", late: true)).ShouldHaveSingleItem().ShouldContain(Apology);
    }

    [Fact]
    public async Task A_late_answer_moves_no_form_on()
    {
        var question = (await HearAsync("daftar", late: false))[^1];
        var replies = await HearAsync("ya", late: true);
        replies[0].ShouldContain(Apology);
        replies[^1].ShouldBe(question);
    }

    [Fact]
    public async Task A_late_stop_still_stops()
    {
        await HearAsync("daftar", late: false);
        (await HearAsync("BERHENTI", late: true))[0].ShouldNotContain(Apology);
        (await HearAsync("ya", late: false)).ShouldNotBeEmpty();
        (await CountAsync("SELECT COUNT(*) FROM consents WHERE granted = 0")).ShouldBe(2);
    }

    [Fact]
    public async Task A_late_call_for_a_person_is_heard() => (await HearAsync("PETUGAS", late: true))[0].ShouldNotContain(Apology);

    private async Task<IReadOnlyList<string>> HearAsync(string text, bool late)
    {
        var message = service.Stage.Message("whatsapp", phone, null, text);
        if (late) message = message with { ChannelData = new JsonObject { [IncomingMessage.Late] = true } };
        return [.. (await service.Stage.HearAsync(message, TestContext.Current.CancellationToken)).Select(reply => reply.Text)];
    }

    private Task<long> CountAsync(string sql) =>
        service.Stage.Services.GetRequiredService<Database>().ReadAsync(
            session => session.FirstAsync<long>(sql, null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    /// <summary>Teaches the language once.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private readonly ScratchFolder scratch = new();

        internal Stage Stage { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Stage = await Stage.SetAsync(scratch.Settings, null, null, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Stage.DisposeAsync();
            scratch.Dispose();
        }
    }
}
