using System.Security.Cryptography;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Privacy.Keys;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Privacy;

public abstract class KeyRotationTests
{
    public sealed class OnSqlite : KeyRotationTests;

    [UsesPostgres]
    public sealed class OnPostgres : KeyRotationTests;

    private const string Nik = "3509014508900002";

    private static readonly string OldKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_values_get_the_new_key_and_old_ones_stay_readable()
    {
        await using var service = await TestService.MakeAsync();
        var data = service.Get<PersonalData>();
        var old = data.Encrypt("worker.nik", Nik);
        var id = await service.Get<KeyRotation>().NewDataKeyAsync(Stop);
        data.Encrypt("worker.nik", Nik)[1].ShouldBe(id);
        old[1].ShouldNotBe(id);
        data.DecryptText("worker.nik", old).ShouldBe(Nik);
    }

    [Fact]
    public async Task Another_copy_reads_what_a_new_key_encrypted()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        two.Get<PersonalData>().NikHash(Nik).ShouldBe(one.Get<PersonalData>().NikHash(Nik));
        await one.Get<KeyRotation>().NewDataKeyAsync(Stop);
        two.Get<PersonalData>().DecryptText("worker.nik", one.Get<PersonalData>().Encrypt("worker.nik", Nik)).ShouldBe(Nik);
    }

    [Fact]
    public async Task Old_values_are_encrypted_anew_and_a_cut_run_goes_on()
    {
        await using var service = await RegisteredAsync();
        var rotation = service.Get<KeyRotation>();
        var id = await rotation.NewDataKeyAsync(Stop);
        var before = await rotation.OldValuesAsync(Stop);
        before.Keys.ShouldContain("workers.nik");
        before.Keys.ShouldContain("workers.income");
        before.Keys.ShouldContain("deliveries.content");
        before.Keys.ShouldContain("conversations.state");

        using (var cut = new CancellationTokenSource())
        {
            await cut.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => rotation.ResealAsync(cut.Token));
        }

        (await rotation.ResealAsync(Stop)).ShouldBe(before.Values.Sum());
        (await rotation.OldValuesAsync(Stop)).ShouldBeEmpty();
        (await rotation.ResealAsync(Stop)).ShouldBe(0);
        (await service.OneAsync<byte[]>("SELECT nik FROM workers"))![1].ShouldBe(id);
        await StillKnownAsync(service);
    }

    [Fact]
    public async Task The_master_key_changes_without_touching_the_data()
    {
        await using var first = await RegisteredAsync();
        var oldFile = await OldKeyAsync(first);
        var before = await first.OneAsync<byte[]>("SELECT nik FROM workers");
        Dictionary<string, string?> changed = new() { ["Privacy:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

        var refused = await Should.ThrowAsync<OptionsValidationException>(
            () => TestService.MakeAsync(clock: first.Clock, folder: first.Folder, settings: changed));
        refused.Message.ShouldContain("keys rewrap");

        await using var second = await TestService.MakeAsync(clock: first.Clock, folder: first.Folder, settings: changed, migrate: false);
        (await second.Get<DataKeys>().RewrapAsync(MasterKey.FromFile(oldFile), Stop)).ShouldBe(2);
        (await second.Get<DataKeys>().RewrapAsync(MasterKey.FromFile(oldFile), Stop)).ShouldBe(0);
        (await second.OneAsync<byte[]>("SELECT nik FROM workers")).ShouldBe(before);
        await StillKnownAsync(second);
    }

    [Fact]
    public async Task A_wrong_old_master_key_changes_nothing()
    {
        await using var first = await RegisteredAsync();
        var wrong = Path.Combine(first.Folder, "wrong.key");
        await File.WriteAllTextAsync(wrong, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Stop);
        Dictionary<string, string?> changed = new() { ["Privacy:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        await using var second = await TestService.MakeAsync(clock: first.Clock, folder: first.Folder, settings: changed, migrate: false);
        await Should.ThrowAsync<CryptographicException>(() => second.Get<DataKeys>().RewrapAsync(MasterKey.FromFile(wrong), Stop));
        await StillKnownAsync(first);
    }

    [Fact]
    public async Task A_new_look_up_key_finds_the_same_workers()
    {
        await using var service = await RegisteredAsync();
        var data = service.Get<PersonalData>();
        var old = data.NikHash(Nik);
        var proof = data.Hash("proof", "x");
        var oldKey = service.Get<DataKeys>().ForLookup.Id;
        (await service.Get<KeyRotation>().RotateLookupAsync(Stop)).ShouldBe(1);
        data.NikHash(Nik).ShouldNotBe(old);
        data.Hash("proof", "x", oldKey).ShouldBe(proof);
        (await service.Get<KeyRotation>().RehashAsync(Stop)).ShouldBe(0);
        await StillKnownAsync(service);
    }

    private static async Task<string> OldKeyAsync(TestService service)
    {
        var path = Path.Combine(service.Folder, "old.key");
        await File.WriteAllTextAsync(path, OldKey, Stop);
        return path;
    }

    private static async Task<TestService> RegisteredAsync()
    {
        var service = await TestService.MakeAsync(
            Answers.Do("register_worker", RegistrationActionsTests.Worker(Nik)), settings: new() { ["Privacy:MasterKey"] = OldKey });
        await service.RunAsync(Given.WhatsApp(Given.Ani, "ya"));
        return service;
    }

    private static async Task StillKnownAsync(TestService service)
    {
        var worker = await service.Database.ReadAsync(session => service.Get<Workers>().WithNikAsync(session, Nik, Stop), Stop);
        service.Get<Workers>().NikOf(worker.ShouldNotBeNull()).ShouldBe(Nik);
        (await service.Deliveries.OfConversationAsync(Given.WhatsApp(Given.Ani, "").Conversation.Value, Stop))[0].Text.ShouldBe("ya");
    }
}
