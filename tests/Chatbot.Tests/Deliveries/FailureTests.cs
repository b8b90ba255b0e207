using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Deliveries;

/// <summary>What follows when a message fails: for the address, for the person's consent, for the staff.</summary>
public abstract class FailureTests
{
    public sealed class OnSqlite : FailureTests;

    [UsesPostgres]
    public sealed class OnPostgres : FailureTests;

    private static readonly FailureMeaning Stopped = new(21610, FailureEffect.OptedOut, OurFault: false, "sudah berhenti");
    private static readonly FailureMeaning Nobody = new(30005, FailureEffect.Invalid, OurFault: false, "nomor tidak ada");
    private static readonly FailureMeaning Wrong = new(30018, FailureEffect.None, OurFault: true, "daftarkan nama pengirim");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_address_gets_nothing_more_until_its_person_writes_again()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = (reply, attempt) => Task.FromResult(attempt == 1 ? Refused(Nobody) : service.Edge.Take(reply));
        var first = Given.WhatsApp(Given.Ani, "halo");
        await service.RunAsync(first);
        await service.DrainAsync();
        service.Edge.Attempts.ShouldBe(1);
        var held = (await service.Deliveries.OfConversationAsync(first.Conversation.Value, Stop)).Single(one => one.Text == "dua");
        held.Status.ShouldBe(DeliveryStatus.Dropped);
        held.ErrorCode.ShouldBe(30005);
        held.Note.ShouldNotBeNullOrEmpty();

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "masih di sini") with { Timestamp = service.Clock.GetUtcNow() });
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["satu", "dua"]);
    }

    [Fact]
    public async Task Another_persons_address_is_not_concerned()
    {
        await using var service = await TestService.MakeAsync();
        service.Edge.OnSend = (reply, attempt) => Task.FromResult(attempt == 1 ? Refused(Nobody) : service.Edge.Take(reply));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        await service.RunAsync(Given.WhatsApp(Given.Budi, "halo"));
        await service.DrainAsync();
        service.Edge.Sent.ShouldHaveSingleItem().To.ShouldEndWith(Given.Budi);
    }

    [Fact]
    public async Task A_late_report_on_a_message_from_before_the_person_wrote_blocks_nothing()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.Sms(Given.Ani, "halo");
        await service.RunAsync(message);
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.RunAsync(Given.Sms(Given.Ani, "halo lagi") with { Timestamp = service.Clock.GetUtcNow() });
        await FailAsync(service, message, Nobody);
        await service.DrainAsync();
        service.Edge.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stop_at_the_provider_opts_the_person_out_once()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.Sms(Given.Ani, "halo");
        var person = await GivenConsentAsync(service, message);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.RunAsync(message);
        await service.DrainAsync();
        await FailAsync(service, message, Stopped);
        await FailAsync(service, message, Stopped);

        var consents = service.Get<Consents>();
        (await consents.HoldsAsync(person, ConsentPurpose.Reminders, Stop)).ShouldBeFalse();
        (await consents.HoldsAsync(person, ConsentPurpose.Campaigns, Stop)).ShouldBeFalse();
        (await consents.HoldsAsync(person, ConsentPurpose.Status, Stop)).ShouldBeTrue();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM consents WHERE granted = 0")).ShouldBe(2);
    }

    [Fact]
    public async Task A_stop_at_the_provider_does_not_undo_a_yes_that_is_younger_than_the_message()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.Sms(Given.Ani, "halo");
        await service.RunAsync(message);
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var person = await GivenConsentAsync(service, message);
        await FailAsync(service, message, Stopped);
        (await service.Get<Consents>().HoldsAsync(person, ConsentPurpose.Reminders, Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_after_proof_of_delivery_has_no_consequence()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.Sms(Given.Ani, "halo");
        await service.RunAsync(message);
        await service.DrainAsync();
        await ReportAsync(service, message, "delivered", null);
        await FailAsync(service, message, Nobody);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM failed_addresses")).ShouldBe(0);
    }

    [Fact]
    public async Task A_report_ahead_of_the_answer_has_its_consequence_when_it_is_known_whose_it_is()
    {
        await using var service = await TestService.MakeAsync();
        await service.Deliveries.OpenAsync(new OutgoingText("m1", "sms|+1|+2", "sms", "reply", "turn", "halo"), Stop);
        await service.Deliveries.ReportAsync(
            new StatusReport(null, "SM1", "undelivered", 30018, service.Clock.GetUtcNow()) { Failure = Wrong }, Stop);
        (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldBeEmpty();
        await service.Deliveries.AcceptedAsync("m1", "SM1", "queued", Stop);
        var problem = (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem();
        problem.OurAddress.ShouldBe("+1");
        problem.Note.ShouldBe(Wrong.ForStaff);
    }

    [Fact]
    public async Task What_is_our_fault_is_counted_for_staff_with_every_attempt()
    {
        await using var service = await TestService.MakeAsync();
        var failure = new SendFailure(20003, RetryAdvice.Later, OurFault: true, "periksa token");
        service.Edge.OnSend = (_, _) => Task.FromResult<SendResult>(new SendResult.Refused(failure));
        var began = service.Clock.GetUtcNow();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await service.DrainAsync();
        var problem = (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem();
        problem.ShouldBe(new StaffProblem(20003, $"whatsapp:{Given.OurNumber}", "periksa token", 2, began, service.Clock.GetUtcNow()));
    }

    private static SendResult.Refused Refused(FailureMeaning meaning) =>
        new(new SendFailure(meaning.Code, RetryAdvice.Never, meaning.OurFault, meaning.ForStaff) { Effect = meaning.Effect });

    private static async Task<string> GivenConsentAsync(TestService service, Activity message)
    {
        var person = await service.Get<People>().BehindAsync(message.ChannelId, message.From.Id, Stop);
        var source = new ConsentSource(person.Id, message.ChannelId, message.From.Id, "yes");
        ConsentPurpose[] purposes = [ConsentPurpose.Reminders, ConsentPurpose.Campaigns, ConsentPurpose.Status];
        foreach (var purpose in purposes) await service.Get<Consents>().GrantAsync(source, purpose, "v1", Stop);
        return person.Id;
    }

    private static Task FailAsync(TestService service, Activity message, FailureMeaning meaning) =>
        ReportAsync(service, message, "undelivered", meaning);

    private static async Task ReportAsync(TestService service, Activity message, string status, FailureMeaning? meaning)
    {
        var sent = (await service.Deliveries.OfConversationAsync(message.Conversation.Value, Stop)).First(one => one.IsReply);
        await service.Deliveries.ReportAsync(
            new StatusReport(sent.Id, sent.ProviderId!, status, meaning?.Code, service.Clock.GetUtcNow()) { Failure = meaning }, Stop);
    }
}
