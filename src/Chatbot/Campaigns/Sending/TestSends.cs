using Chatbot.Bulk;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Sending;

/// <summary>Sends the texts of a campaign to a phone of the staff before anybody else sees them; only to phones that the settings name.</summary>
internal sealed class TestSends(
    Database database,
    CampaignBook book,
    CampaignTexts texts,
    People people,
    BulkWays ways,
    IConversationStore store,
    PersonalData personalData,
    IOptions<CampaignsOptions> options,
    TimeProvider clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    /// <summary>A line for each variant: how it goes, or why not.</summary>
    /// <param name="number">The campaign.</param>
    /// <param name="phone">E.164, one of the test phones.</param>
    /// <param name="who">Who tries.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> SendAsync(string number, string phone, string who, CancellationToken cancellationToken)
    {
        if (!options.Value.TestPhones.Contains(phone)) return [$"Nomor {Masking.Phone(phone)} bukan telepon percobaan (Campaigns:TestPhones)."];
        if (await book.FindAsync(number, cancellationToken) is not { } campaign) return [$"Kampanye {number} tidak ada."];
        var person = await people.BehindAsync("whatsapp", "whatsapp:" + phone, cancellationToken);
        var own = new BulkSenders(campaign.Organisation, IsAlone: true);
        List<string> lines = [];
        foreach (var variant in campaign.Content.Variants)
        {
            var text = texts.Fill(campaign, variant, "Siti Aminah", clock.GetUtcNow().ToOffset(Wib));
            string[] channels = [.. new[] { text.Forms.WhatsApp is null ? null : "whatsapp", text.Forms.Sms is null ? null : "sms" }.OfType<string>()];
            var way = text.Forms.Template is { } template
                ? await ways.FindAsync(person.Id, new BulkText(template.Id, CampaignTexts.CategoryOf(campaign.Purpose), text.Values, channels) { From = own }, cancellationToken)
                : await ways.FindAsync(person.Id, new BulkWords(text.WhatsApp, text.Sms, channels) { From = own }, cancellationToken);
            lines.Add(way switch
            {
                BulkWay.Found found => await HandOverAsync(campaign, variant, found, cancellationToken),
                BulkWay.FullToday => $"{variant.Name}: batas templat hari ini sudah habis.",
                BulkWay.None(_, var why) => $"{variant.Name}: {why}",
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        await database.WriteAsync(session => book.NoteAsync(session, number, "test", Masking.Phone(phone), who, cancellationToken), cancellationToken);
        return lines;
    }

    private async Task<string> HandOverAsync(Campaign campaign, CampaignVariant variant, BulkWay.Found way, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var turn = $"campaign-test-{Guid.CreateVersion7(now):N}";
        for (var i = 0; i < MostTries; i++)
        {
            var stored = await store.LoadAsync(way.Conversation, turn, cancellationToken);
            var reply = new OutgoingReply
            {
                Id = Guid.CreateVersion7(now).ToString(),
                Conversation = way.Conversation.Value,
                TurnId = $"{campaign.Number}-uji",
                Channel = way.Conversation.Channel,
                From = way.Conversation.OurAddress,
                To = way.Conversation.TheirAddress,
                Text = way.Text,
                Personal = true,
                Template = way.Template,
                Kind = "campaign",
                CreatedAt = now,
                ExpiresAt = now + Lifetime,
            };
            var state = stored.State ?? personalData.Encrypt(Turns.State, Dialogs.Conversation.New.ToBytes());
            if (await store.CommitAsync(new TurnCommit(way.Conversation, turn, stored.Version, state, [reply], now), cancellationToken) != CommitResult.LostRace)
                return $"{variant.Name}: dikirim lewat {way.Conversation.Channel}.";
        }

        return $"{variant.Name}: teleponnya sedang sibuk menulis; coba lagi.";
    }
}
