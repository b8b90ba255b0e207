using System.Globalization;
using Chatbot.Outbox;

namespace Chatbot.BotFramework.Activities;

/// <summary>A reply as an activity: choices as suggested actions, as a card, or numbered in the text, by what the channel shows.</summary>
internal static class OutboundActivity
{
    public const string Locale = "id-ID";

    /// <param name="reply">What is said.</param>
    /// <param name="channel">The channel's own name.</param>
    /// <param name="isGroup">Suggested actions are for a conversation of two.</param>
    public static BotActivity From(OutgoingReply reply, string channel, bool isGroup)
    {
        var look = reply.Choices.Count == 0 ? ChoiceLook.Text : ChannelLooks.For(channel, isGroup, reply.Choices.Count);
        var text = look == ChoiceLook.Text ? Numbered(reply) : reply.Text;
        return new BotActivity
        {
            Type = "message",
            Timestamp = reply.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ChannelId = channel,
            Recipient = new BotAccount { Id = reply.To },
            ReplyToId = TurnId.ActivityId(reply.TurnId),
            Locale = Locale,
            Text = ReplyMarkdown.From(text),
            TextFormat = "markdown",
            InputHint = reply.Choices.Count > 0 ? "expectingInput" : "acceptingInput",
            SuggestedActions = look == ChoiceLook.SuggestedActions ? new SuggestedActions { Actions = Buttons(reply) } : null,
            Attachments = look == ChoiceLook.Card
                ? [new BotAttachment { ContentType = HeroCard.ContentType, Content = BotJson.Element(new HeroCard { Buttons = Buttons(reply) }) }]
                : null,
        };
    }

    // What is written back is the title, so that the conversation shows what the person chose; the engine knows it by that.
    private static CardAction[] Buttons(OutgoingReply reply) =>
    [
        .. reply.Choices.Select(choice => new CardAction
        {
            Type = CardAction.WriteBack,
            Title = choice.Title,
            Value = BotJson.Element(choice.Title),
        }),
    ];

    private static string Numbered(OutgoingReply reply)
    {
        if (reply.Choices.Count == 0) return reply.Text;
        var lines = reply.Choices.Select((choice, index) => string.Create(
            CultureInfo.InvariantCulture,
            $"{index + 1}. {choice.Title}{(string.IsNullOrEmpty(choice.Description) ? "" : $": {choice.Description}")}"));
        return $"{reply.Text.TrimEnd()}\n\n{string.Join('\n', lines)}";
    }
}

/// <summary>How choices are shown.</summary>
internal enum ChoiceLook
{
    SuggestedActions,
    Card,
    Text,
}

/// <summary>What the channels of the Bot Framework show of buttons.</summary>
internal static class ChannelLooks
{
    /// <summary>How choices are shown on a channel; one that is not known gets text, which every channel has.</summary>
    // https://learn.microsoft.com/azure/bot-service/bot-service-channels-reference
    public static ChoiceLook For(string channel, bool isGroup, int choices)
    {
        var (suggested, card) = channel switch
        {
            "webchat" or "directline" or "directlinespeech" or "emulator" or "test" or "telegram" => (100, 100),
            "facebook" => (10, 3),
            "line" => (13, 99),
            "msteams" => (3, 50),
            "slack" => (0, 100),
            _ => (0, 0),
        };
        if (choices <= suggested && !isGroup) return ChoiceLook.SuggestedActions;
        return choices <= card ? ChoiceLook.Card : ChoiceLook.Text;
    }
}
