using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Keys;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Privacy;

public abstract class AuditLogTests
{
    public sealed class OnSqlite : AuditLogTests;

    [UsesPostgres]
    public sealed class OnPostgres : AuditLogTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_is_kept_with_who_what_when_and_why_but_not_with_whose_name()
    {
        await using var service = await TestService.MakeAsync();
        var audit = service.Get<AuditLog>();
        await audit.AddAsync(new Look("rini@bpjs", "T-261121-7KM3, NIK 3509014508900002"), "ticket.content", "person-1", Stop);
        await audit.AddAsync(Look.ByBot("DATA SAYA"), "own.summary", "person-2", Stop);
        var entry = (await service.Database.ReadAsync(session => audit.OfAsync(session, ["person-1"], Stop), Stop)).ShouldHaveSingleItem();
        entry.ShouldBe(new AuditEntry(1, service.Clock.GetUtcNow(), "rini@bpjs", "ticket.content", "T-261121-7KM3, NIK 3509********0002"));
        (await service.OneAsync<string>("SELECT subject FROM audit_log WHERE number = 1")).ShouldNotBeNull().ShouldNotContain("person");
        await Should.ThrowAsync<ArgumentException>(() => audit.AddAsync(new Look("rini@bpjs", " "), "ticket.content", "person-1", Stop));
    }

    [Fact]
    public async Task A_trail_is_found_after_a_change_of_the_look_up_key()
    {
        await using var service = await TestService.MakeAsync();
        var audit = service.Get<AuditLog>();
        await audit.AddAsync(new Look("rini@bpjs", "sebelum"), "export", "person-1", Stop);
        await service.Get<KeyRotation>().RotateLookupAsync(Stop);
        await audit.AddAsync(new Look("rini@bpjs", "sesudah"), "export", "person-1", Stop);
        (await service.Database.ReadAsync(session => audit.OfAsync(session, ["person-1"], Stop), Stop))
            .Select(entry => entry.Reason).ShouldBe(["sebelum", "sesudah"]);
    }

    [Theory]
    [InlineData("UPDATE audit_log SET actor = 'nobody' WHERE number = 3", 3L)]
    [InlineData("DELETE FROM audit_log WHERE number = 3", 4L)]
    [InlineData("UPDATE audit_log SET at = at + 1 WHERE number = 5", 5L)]
    [InlineData("DELETE FROM audit_log WHERE number <= 2", null)]
    public async Task Nobody_changes_or_takes_out_an_entry_unseen(string tampering, long? broken)
    {
        await using var service = await TestService.MakeAsync();
        var audit = service.Get<AuditLog>();
        for (var entry = 0; entry < 5; entry++) await audit.AddAsync(new Look("rini@bpjs", "alasan"), "export", "", Stop);
        (await audit.FirstBrokenAsync(Stop)).ShouldBeNull();
        await service.Database.WriteAsync(session => session.ExecuteAsync(tampering, null, Stop), Stop);
        (await audit.FirstBrokenAsync(Stop)).ShouldBe(broken);
    }

    [Fact]
    public async Task Many_at_once_make_one_chain()
    {
        await using var service = await TestService.MakeAsync();
        await using var copy = await TestService.MakeAsync(clock: service.Clock, folder: service.Folder);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(
            () => (number % 2 == 0 ? service : copy).Get<AuditLog>().AddAsync(new Look("rini@bpjs", "alasan"), "export", $"p{number}", Stop), Stop)));
        (await service.OneAsync<long>("SELECT MAX(number) FROM audit_log")).ShouldBe(40);
        (await service.Get<AuditLog>().FirstBrokenAsync(Stop)).ShouldBeNull();
    }
}
