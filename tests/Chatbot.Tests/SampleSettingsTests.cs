using System.Reflection;
using Chatbot.BotFramework;
using Chatbot.BotFramework.DirectLine;
using Chatbot.BotFramework.WebChat;
using Chatbot.Bulk;
using Chatbot.Campaigns;
using Chatbot.Console;
using Chatbot.Conversations;
using Chatbot.DialogData;
using Chatbot.Membership;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.SmsGateway;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests;

/// <summary>appsettings.sample.json shows every key there is, and nothing else.</summary>
public sealed class SampleSettingsTests
{
    private static readonly IConfigurationRoot Sample =
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.sample.json")).Build();

    [Fact]
    public void Every_section_binds_without_an_unknown_key()
    {
        Bind<TwilioOptions>(TwilioOptions.Section).Senders.Count.ShouldBe(2);
        Bind<PrivacyOptions>(PrivacyOptions.Section).MasterKeyFile.ShouldNotBeNullOrEmpty();
        Bind<MembershipOptions>(MembershipOptions.Section).FormMinutes.ShouldBe(30);
        Bind<ConversationsOptions>(ConversationsOptions.Section).SeenHours.ShouldBe(48);
        Bind<BotFrameworkOptions>(BotFrameworkOptions.Section).CheckTokens.ShouldBeTrue();
        Bind<DirectLineOptions>(DirectLineOptions.Section).KeepHours.ShouldBe(24);
        Bind<WebChatOptions>(WebChatOptions.Section).HandoverMinutes.ShouldBe(15);
        Bind<OutboxOptions>(OutboxOptions.Section).LeaseSeconds.ShouldBe(6);
        Bind<ConsoleOptions>(ConsoleOptions.Section).IdleMinutes.ShouldBe(60);
        Bind<RedisOptions>(RedisOptions.Section).AnswerSeconds.ShouldBe(3);
    }

    [Theory]
    [InlineData(typeof(TwilioOptions))]
    [InlineData(typeof(SenderOptions), "Twilio:Senders:0")]
    [InlineData(typeof(PrivacyOptions))]
    [InlineData(typeof(MembershipOptions))]
    [InlineData(typeof(ConversationsOptions))]
    [InlineData(typeof(OutboxOptions))]
    [InlineData(typeof(BulkOptions))]
    [InlineData(typeof(CampaignsOptions))]
    [InlineData(typeof(RedisOptions))]
    [InlineData(typeof(SmsGatewayOptions))]
    [InlineData(typeof(BotFrameworkOptions))]
    [InlineData(typeof(DirectLineOptions))]
    [InlineData(typeof(WebChatOptions))]
    [InlineData(typeof(ConsoleOptions))]
    [InlineData(typeof(DialogsOptions))]
    public void Every_setting_is_shown(Type options, string? section = null)
    {
        section ??= (string)options.GetField("Section")!.GetValue(null)!;
        var shown = Sample.GetSection(section).GetChildren().Select(child => child.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hidden = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || property.PropertyType.IsGenericType)
            .Select(property => property.Name).Where(name => !shown.Contains(name)).ToList();

        // An empty list leaves no key behind; it stands in the file all the same.
        hidden.RemoveAll(name => Repository.Read("appsettings.sample.json").Contains($"\"{name}\":", StringComparison.Ordinal));
        hidden.ShouldBeEmpty();
    }

    [Fact]
    public void Twilio_would_start_with_it() =>
        new TwilioOptionsValidator().Validate(null, Bind<TwilioOptions>(TwilioOptions.Section)).ShouldBe(ValidateOptionsResult.Success);

    private static T Bind<T>(string section)
        where T : new()
    {
        var options = new T();
        Sample.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        return options;
    }
}
