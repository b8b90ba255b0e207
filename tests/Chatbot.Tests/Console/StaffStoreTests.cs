using System.Net;
using Chatbot.Console.Organisations;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Keys;
using Chatbot.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Console;

/// <summary>Staff, sessions, links and tries, on both databases.</summary>
public abstract class StaffStoreTests
{
    private const string Password = ConsoleHost.Password;

    public sealed class OnSqlite : StaffStoreTests;

    [UsesPostgres]
    public sealed class OnPostgres : StaffStoreTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_is_found_by_his_login_in_any_letters_with_all_that_he_is()
    {
        await using var service = await TestService.MakeAsync();
        await using var scope = service.Get<IServiceScopeFactory>().CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var made = Rini();
        made.TotpKey = Totp.NewKey();
        (made.Roles, made.OwnPeople) = ([StaffRole.Auditor, StaffRole.Agent], "PERISAI-01");
        (await users.CreateAsync(made, Password)).Succeeded.ShouldBeTrue();

        var found = (await users.FindByNameAsync("RINI@bpjs.example")).ShouldNotBeNull();
        found.Name.ShouldBe("Rini");
        found.Roles.ShouldBe([StaffRole.Agent, StaffRole.Auditor]);
        found.OwnPeople.ShouldBe("PERISAI-01");
        found.TotpKey.ShouldBe(made.TotpKey);
        (await users.CheckPasswordAsync(found, Password)).ShouldBeTrue();
        (await users.CheckPasswordAsync(found, Password + "!")).ShouldBeFalse();
        (await users.CreateAsync(Rini(), Password)).Words().ShouldContain("sudah dipakai");
        (await service.OneAsync<string>("SELECT password_hash FROM staff_users")).ShouldNotBeNull().ShouldNotContain(Password);
        (await service.OneAsync<byte[]>("SELECT totp_key FROM staff_users")).ShouldNotBeNull().ShouldNotBe(System.Text.Encoding.ASCII.GetBytes(made.TotpKey!));
    }

    [Fact]
    public async Task The_key_of_the_second_factor_is_read_after_a_change_of_the_data_key()
    {
        await using var service = await TestService.MakeAsync();
        await using var scope = service.Get<IServiceScopeFactory>().CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var made = Rini();
        made.TotpKey = Totp.NewKey();
        await users.CreateAsync(made, Password);
        var before = await service.OneAsync<byte[]>("SELECT totp_key FROM staff_users");
        await service.Get<KeyRotation>().NewDataKeyAsync(Stop);
        await service.Get<KeyRotation>().ResealAsync(Stop);
        (await service.OneAsync<byte[]>("SELECT totp_key FROM staff_users")).ShouldNotBe(before);
        (await users.FindByIdAsync(made.Id))!.TotpKey.ShouldBe(made.TotpKey);
    }

    [Fact]
    public async Task Of_two_who_change_a_user_at_once_the_second_is_refused()
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<StaffStore>();
        await store.CreateAsync(Rini(), Stop);
        var one = (await store.FindByNameAsync("rini@bpjs.example", Stop)).ShouldNotBeNull();
        var two = (await store.FindByNameAsync("rini@bpjs.example", Stop)).ShouldNotBeNull();
        one.TotpStep = 7;
        two.TotpStep = 7;
        (await store.UpdateAsync(one, Stop)).Succeeded.ShouldBeTrue();
        (await store.UpdateAsync(two, Stop)).Succeeded.ShouldBeFalse();
        (await store.UpdateAsync(one, Stop)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_ends_without_use_by_its_age_by_the_stamp_and_by_hand()
    {
        await using var service = await TestService.MakeAsync();
        var (store, sessions) = (service.Get<StaffStore>(), service.Get<StaffSessions>());
        var rini = Rini();
        await store.CreateAsync(rini, Stop);

        var idle = await sessions.OpenAsync(rini, "Uji", Stop);
        service.Clock.Advance(TimeSpan.FromMinutes(59));
        (await sessions.CheckAsync(idle, isUsed: false, Stop)).ShouldBe(rini.Id);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        (await sessions.CheckAsync(idle, isUsed: true, Stop)).ShouldBeNull();

        var old = await sessions.OpenAsync(rini, "Uji", Stop);
        for (var half = 0; half < 24; half++)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(30));
            (await sessions.CheckAsync(old, isUsed: true, Stop)).ShouldBe(rini.Id);
        }

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await sessions.CheckAsync(old, isUsed: true, Stop)).ShouldBeNull();

        var stamped = await sessions.OpenAsync(rini, "Uji", Stop);
        rini = (await store.FindByIdAsync(rini.Id, Stop)).ShouldNotBeNull();
        rini.SecurityStamp = "another";
        await store.UpdateAsync(rini, Stop);
        (await sessions.CheckAsync(stamped, isUsed: true, Stop)).ShouldBeNull();

        var ended = await sessions.OpenAsync(rini, "Uji", Stop);
        await sessions.EndAsync(StaffSessions.IdOf(ended), "somebody else", Stop);
        (await sessions.CheckAsync(ended, isUsed: true, Stop)).ShouldBe(rini.Id);
        await sessions.EndAsync(StaffSessions.IdOf(ended), rini.Id, Stop);
        (await sessions.CheckAsync(ended, isUsed: true, Stop)).ShouldBeNull();
        (await sessions.CheckAsync("no key of ours", isUsed: true, Stop)).ShouldBeNull();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_sessions WHERE id = @ended", new { ended })).ShouldBe(0, "the database holds no key");
    }

    [Fact]
    public async Task A_sixth_session_ends_the_oldest_and_only_the_users_own()
    {
        await using var service = await TestService.MakeAsync();
        var (store, sessions) = (service.Get<StaffStore>(), service.Get<StaffSessions>());
        var (rini, budi) = (Rini(), new StaffUser { Login = "budi", Name = "Budi", SecurityStamp = "b" });
        await store.CreateAsync(rini, Stop);
        await store.CreateAsync(budi, Stop);
        var others = await sessions.OpenAsync(budi, "Uji", Stop);
        List<string> keys = [];
        for (var i = 0; i < 6; i++)
        {
            keys.Add(await sessions.OpenAsync(rini, $"Uji {i}", Stop));
            service.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await sessions.CheckAsync(keys[0], isUsed: true, Stop)).ShouldBeNull();
        foreach (var key in keys.Skip(1)) (await sessions.CheckAsync(key, isUsed: true, Stop)).ShouldBe(rini.Id);
        (await sessions.CheckAsync(others, isUsed: true, Stop)).ShouldBe(budi.Id);
        await sessions.EndAllAsync(rini.Id, Stop);
        (await sessions.OfAsync(rini.Id, Stop)).ShouldBeEmpty();
        (await sessions.CheckAsync(others, isUsed: true, Stop)).ShouldBe(budi.Id);
    }

    [Fact]
    public async Task Tries_at_once_do_not_slip_through_the_limit_and_it_ends_with_time()
    {
        await using var service = await TestService.MakeAsync();
        await using var copy = await TestService.MakeAsync(clock: service.Clock, folder: service.Folder);
        var address = IPAddress.Parse("203.0.113.9");
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (i % 2 == 0 ? service : copy).Get<SignInLimits>().TakeAsync(address, "rini", Stop)));
        tries.Count(one => one is not null).ShouldBe(5);
        (await service.Get<SignInLimits>().TakeAsync(IPAddress.Loopback, "rini", Stop)).ShouldBeNull("from wherever");
        (await service.Get<SignInLimits>().TakeAsync(address, "budi", Stop)).ShouldNotBeNull();
        service.Clock.Advance(TimeSpan.FromMinutes(16));
        var right = (await service.Get<SignInLimits>().TakeAsync(address, "rini", Stop)).ShouldNotBeNull();
        await service.Get<SignInLimits>().SucceededAsync(right, Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM sign_in_failures WHERE who LIKE '%rini%' OR who LIKE '%203%.%'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_is_good_once_until_its_time_and_one_for_each()
    {
        await using var service = await TestService.MakeAsync();
        var links = service.Get<StaffLinks>();
        var link = new StaffLink(StaffScope.FirstOrganisation, null, "budi", "Budi", [StaffRole.Service], null, "rini", links.NewExpiry);
        var first = await links.MakeAsync(link, Stop);
        var second = await links.MakeAsync(link, Stop);
        (await links.FindAsync(first, Stop)).ShouldBeNull("a newer one took its place");
        (await links.FindAsync(second, Stop)).ShouldNotBeNull().Roles.ShouldBe([StaffRole.Service]);
        (await links.OpenOnesAsync(StaffScope.FirstOrganisation, Stop)).ShouldHaveSingleItem();
        (await links.OpenOnesAsync("another", Stop)).ShouldBeEmpty();
        (await Task.WhenAll(links.UseAsync(second, Stop), links.UseAsync(second, Stop))).Count(isUsed => isUsed).ShouldBe(1);
        var late = await links.MakeAsync(link, Stop);
        service.Clock.Advance(TimeSpan.FromHours(73));
        (await links.UseAsync(late, Stop)).ShouldBeFalse();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_links WHERE id = @late", new { late })).ShouldBe(0, "the database holds no word of a link");
    }

    [Fact]
    public async Task An_address_of_ours_belongs_to_one_organisation_and_else_to_the_first()
    {
        await using var service = await TestService.MakeAsync();
        var organisations = service.Get<OrganisationRegister>();
        var papua = await organisations.AddAsync("Cabang Jayapura", "Asia/Jayapura", Stop);
        await organisations.GiveSenderAsync("+62811", papua, Stop);
        await organisations.GiveSenderAsync("+62812", papua, Stop);
        await organisations.GiveSenderAsync("+62812", StaffScope.FirstOrganisation, Stop);
        foreach (var (address, owner) in new[] { ("+62811", papua), ("+62812", StaffScope.FirstOrganisation), ("+62813", StaffScope.FirstOrganisation) })
        {
            foreach (var organisation in new[] { papua, StaffScope.FirstOrganisation })
            {
                var owns = await service.OneAsync<long>(
                    $"SELECT COUNT(*) FROM schema_migrations WHERE number = 1 AND {StaffScope.OwnsAddress("@address")}", new { address, Organisation = organisation });
                owns.ShouldBe(owner == organisation ? 1 : 0, $"{address} and {organisation}");
            }
        }
    }

    private static StaffUser Rini() => new() { Login = "rini@bpjs.example", Name = "Rini", Roles = [StaffRole.Administrator], SecurityStamp = "first" };
}
