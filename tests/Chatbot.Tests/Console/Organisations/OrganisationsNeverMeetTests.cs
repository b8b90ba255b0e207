using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Sources;
using Chatbot.Console.Organisations;
using Chatbot.Console.SignIn;
using Chatbot.Console.Sistem;
using Chatbot.Conversations;
using Chatbot.Conversations.Unanswered;
using Chatbot.Inbox;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Membership.Registering;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Programs;
using Chatbot.Rights;
using Chatbot.Storage;
using Chatbot.Tests.Campaigns;
using Chatbot.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MemberFilter = Chatbot.Membership.Members.MemberFilter;

namespace Chatbot.Tests.Console.Organisations;

/// <summary>
/// Every function that takes a <see cref="StaffScope"/> is called by somebody of one organisation with the identifiers of the other: nothing of
/// the other's is told, and none of its rows changes. The owner gets another answer, or the test would prove nothing. A function that is
/// added later is called too, and fails here until its parameters are known.
/// </summary>
public sealed class OrganisationsNeverMeetTests
{
    private const string BiakNumber = "whatsapp:+628001500999";

    // What Jaka says is one for all organisations; docs/console.md, Isi.
    private static readonly string[] Common = ["Chatbot.DialogData"];

    /// <summary>Both get the same answer, and why that is right.</summary>
    private static readonly Dictionary<string, string> Alike = new()
    {
        ["AudienceChoiceBook.LearnAsync"] = "concludes for everybody, and tells nothing",
        ["ReminderForecast.OfAsync"] = "nothing is due among these people",
        ["MemberSearch.RevealAsync"] = "looked for anew within the asker's own, so the other's list finds the asker's",
        ["MemberSearch.PageAsync"] = "as RevealAsync",
    };

    /// <summary>They are given what was opened already, which another function with a scope did.</summary>
    private static readonly string[] WithTheThingInHand = ["ImportDrafts.LookAsync", "ImportDrafts.ImportAsync"];

    /// <summary>The first organisation keeps the users, names and numbers of the others, and runs what is one for the whole service.</summary>
    private static readonly string[] KeptByTheFirst =
    [
        "StaffDirectory.", "OrganisationRegister.", "SystemState.SendersAsync", "RetentionDesk.",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_another_organisation_s_is_as_if_it_were_not_there(bool firstAsks)
    {
        await using var service = await CampaignCast.BranchAsync(more: new OurAddress("whatsapp", BiakNumber, true) { PerSecond = 1_000_000_000 });
        var content = (await CampaignCast.DraftAsync(service)).Content;
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO organisations (id, name, zone, created_at) VALUES ('biak', 'YOHANA Biak', 'Asia/Jayapura', 0), ('utama', 'ZULAIKHA', 'Asia/Jakarta', 0) ON CONFLICT (id) DO NOTHING", null, Stop),
            Stop);
        await service.Get<OrganisationRegister>().GiveSenderAsync(BiakNumber, "biak", Stop);
        using var services = service.Get<IServiceScopeFactory>().CreateScope();
        var utama = new Belongings(StaffScope.FirstOrganisation, "ZULAIKHA") { OurAddress = $"whatsapp:{Given.OurNumber}" };
        var biak = new Belongings("biak", "YOHANA") { OurAddress = BiakNumber };
        await utama.MakeAsync(services.ServiceProvider.GetRequiredService, content, 2);
        await biak.MakeAsync(services.ServiceProvider.GetRequiredService, content, 1);
        var (asker, owner) = firstAsks ? (utama, biak) : (biak, utama);
        StaffRole[] roles = [StaffRole.Administrator, StaffRole.Outreach, StaffRole.Approver, StaffRole.Service, StaffRole.Auditor];
        var before = await TableCopies.TakeAsync(service);
        var rows = await RowsAsync(service);
        List<string> wrong = [];
        foreach (var function in Functions())
        {
            var name = $"{function.DeclaringType!.Name}.{function.Name}";
            if (firstAsks && KeptByTheFirst.Any(kept => name.StartsWith(kept, StringComparison.Ordinal))) continue;
            string[] told;
            try
            {
                told = await CallAsync(service, services.ServiceProvider, function, asker.Scope(roles), owner, content);
                if (!WithTheThingInHand.Contains(name) && told.FirstOrDefault(text => text.Contains(owner.Word, StringComparison.OrdinalIgnoreCase)) is { } heard)
                    wrong.Add($"{name} tells {heard}");
                var lost = rows.Except(await RowsAsync(service), StringComparer.Ordinal).FirstOrDefault(row => !row.StartsWith("lease", StringComparison.Ordinal));
                if (lost is not null && !WithTheThingInHand.Contains(name)) wrong.Add($"{name} changed {lost}");
                if (Alike.ContainsKey(name) || WithTheThingInHand.Contains(name)) continue;
                var changed = await RowsAsync(service);
                await before.RestoreAsync(service);
                var own = await CallAsync(service, services.ServiceProvider, function, owner.Scope(roles), owner, content);
                if (own.SequenceEqual(told) && changed.SetEquals(await RowsAsync(service))) wrong.Add($"{name}: its owner gets the same answer, so it proves nothing: {string.Join(" | ", own)}");
            }
            catch (UnknownParameterException unknown)
            {
                wrong.Add($"{name}: say in {nameof(ValueOf)} what {unknown.Message} is");
            }
            finally
            {
                await before.RestoreAsync(service);
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<MethodInfo> Functions() =>
        from type in typeof(StaffScope).Assembly.GetTypes()
        where !typeof(IComponent).IsAssignableFrom(type) && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && Common.All(prefix => type.Namespace?.StartsWith(prefix, StringComparison.Ordinal) != true)
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        // Those that look into the database; a private one is called by them.
        where !method.IsPrivate && !method.IsSpecialName && typeof(Task).IsAssignableFrom(method.ReturnType)
            && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(StaffScope))
        orderby type.Name, method.Name
        select method;

    private static async Task<string[]> CallAsync(
        TestService service, IServiceProvider services, MethodInfo function, StaffScope scope, Belongings owner, CampaignContent content)
    {
        // Kept for some seconds: the next to ask is somebody else.
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        var on = function.IsStatic ? null : services.GetRequiredService(function.DeclaringType!);
        var values = new Dictionary<ParameterInfo, object?>();
        foreach (var parameter in function.GetParameters().Where(one => one.ParameterType != typeof(DbSession)))
            values[parameter] = await ValueOf(service, services, function, parameter, scope, owner, content);
        async Task<object?> RunAsync(DbSession? session)
        {
            var task = (Task)function.Invoke(on, [.. function.GetParameters().Select(one => one.ParameterType == typeof(DbSession) ? session : values[one])])!;
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task);
        }

        var told = values.Count < function.GetParameters().Length ? await service.Database.ReadAsync(session => RunAsync(session), Stop) : await RunAsync(null);
        var texts = new List<string>();
        Gather(told, texts, 0);
        return [.. texts];
    }

    private static async Task<object?> ValueOf(
        TestService service, IServiceProvider services, MethodInfo function, ParameterInfo parameter, StaffScope scope, Belongings owner, CampaignContent content)
    {
        var now = service.Clock.GetUtcNow();
        var type = parameter.ParameterType;
        var of = function.DeclaringType!.Name;
        if (type == typeof(StaffScope)) return scope;
        if (type == typeof(CancellationToken)) return Stop;
        if (type == typeof(AuditLog)) return service.Get<AuditLog>();
        if (type == typeof(ConversationId)) return owner.Conversation;
        if (type == typeof(DateTimeOffset)) return parameter.Name is "until" ? now.AddDays(1) : parameter.Name is "from" ? now.AddDays(-1) : parameter.Name is "doneSince" or "since" ? now.AddDays(-7) : now;
        if (type == typeof(DateOnly)) return DateOnly.FromDateTime(now.DateTime);
        if (type == typeof(AudienceDefinition)) return new AudienceDefinition(new AudienceFilter.OnList(owner.List), AudienceExclusions.None);
        if (type == typeof(NewAudienceList)) return new NewAudienceList("Baru", "Surat 12 tahun 2026", CampaignPurpose.Promotion);
        if (type == typeof(CampaignDraft)) return owner.DraftOf(content, "Baru");
        if (type == typeof(SourceCode)) return owner.SourceOf(owner.Draft);
        if (type == typeof(ImportDraft)) return owner.Brought;
        if (type == typeof(Mends)) return Mends.None;
        if (type == typeof(ImportRequest))
            return new ImportRequest(ImportKind.Sponsored, "daftar.csv", owner.Batch, ImportMode.All, "x", DateOnly.FromDateTime(now.DateTime)) { Bytes = FileBytes.Of(owner.ListOf("3321014101850007")) };
        if (type == typeof(MemberFilter)) return new MemberFilter();
        if (type == typeof(FoundMembers)) return await service.Get<MemberSearch>().FindAsync(owner.Scope(StaffRole.Administrator), new MemberFilter(), Stop);
        if (type == typeof(InboxFilter)) return new InboxFilter();
        if (type == typeof(Organisation)) return new Organisation(owner.Organisation, "Nama lain", "Asia/Makassar");
        if (type == typeof(Invitation)) return new Invitation("Baru", "orang-baru", [StaffRole.Service], null, owner.Organisation);
        if (type == typeof(OpenLink)) return (await service.Get<StaffLinks>().OpenOnesAsync(owner.Organisation, Stop))[0];
        if (type == typeof(StaffUser))
            return await service.Get<StaffStore>().FindByIdAsync(owner.User, Stop);
        if (type == typeof(IReadOnlyList<StaffRole>)) return new[] { StaffRole.Auditor };
        if (type == typeof(IReadOnlyCollection<CampaignState>)) return Array.Empty<CampaignState>();
        if (type == typeof(IReadOnlyCollection<string>)) return new[] { owner.Question };
        if (type == typeof(CoverageMonth)) return CoverageMonth.Of(DateOnly.FromDateTime(now.DateTime));
        if (type == typeof(IReadOnlyList<string>)) return new[] { owner.Registration };
        if (type == typeof(QuestionState)) return QuestionState.NotOurs;
        if (type == typeof(string[])) return new[] { owner.Person };
        if (type == typeof(byte[])) return owner.ListOf("3321014101850006");
        if (type == typeof(CampaignMove)) return CampaignMove.Stop;
        if (type == typeof(ImportKind)) return ImportKind.Sponsored;
        if (type == typeof(DeskFinding)) return DeskFinding.Refused;
        if (type == typeof(bool)) return false;
        if (type == typeof(int)) return parameter.Name is "skip" or "start" ? 0 : parameter.Name is "year" ? now.Year : 20;
        if (type == typeof(long)) return 5_000L;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (Nullable.GetUnderlyingType(type) is not null || type == typeof(InboxPlace)) return null;
        if (type != typeof(string)) throw new UnknownParameterException($"{type.Name} {parameter.Name}");
        return (of, function.Name, parameter.Name) switch
        {
            (nameof(CampaignDesk), nameof(CampaignDesk.MoveAsync) or nameof(CampaignDesk.FollowUpAsync), "number") => owner.Running,
            (nameof(CampaignDesk), _, "number") => owner.Draft,
            (nameof(CampaignBudgets) or "CampaignProgresses", _, "number") => owner.Running,
            (nameof(CampaignDesk), _, "phone") => CampaignCast.StaffPhone,
            (nameof(AudienceDesk), _, "number") => owner.Audience,
            (nameof(AudienceDesk), _, "path") => await ListAsync(owner),
            ("SponsoredBatches", _, "number") => owner.Batch,
            (_, nameof(ImportDrafts.BeginAsync), "batch") => owner.Batch,
            (nameof(ImportDrafts), _, "id") => owner.Brought!.Id,
            (nameof(ExportRequests), nameof(ExportRequests.FetchAsync), "id") => owner.ExportReady,
            (nameof(ExportRequests), _, "id") => owner.ExportAsked,
            (nameof(ExportRequests), _, "again") => owner.Export,
            (nameof(ErasureDesk), _, "number") => owner.Erasure,
            (nameof(ErasureDesk), _, "id") => owner.ErasureOrder,
            (nameof(ErasureDesk), _, "registration") => owner.Registration,
            ("Tickets", _, "number") => owner.Ticket,
            ("DataRequests", _, "number") => owner.Request,
            (nameof(RegistrationDesk), nameof(RegistrationDesk.SettleAsync), "number") => owner.Checking,
            (nameof(RegistrationDesk), _, "number") => owner.Waiting,
            (nameof(BranchEntries), _, "number") => owner.Registration,
            (nameof(BranchEntries), _, "kpj") => "12345678901",
            (nameof(MemberDesk) or nameof(MemberChanges), _, "id") or (_, _, "workerId") => owner.Worker,
            (nameof(StaffDesk), nameof(StaffDesk.MediaAsync), "id") => owner.Media,
            (nameof(AgentReport), _, "code") => owner.Agent,
            (nameof(ReachTargets), _, "area") => owner.Area,
            (_, _, "area") => "",
            (nameof(ReachTargets), _, "source") => "surat",
            (_, _, "organisation") => owner.Organisation,
            (_, _, "userId") => owner.User,
            (_, _, "ourAddress") => owner.OurAddress,
            (_, _, "ownPeople") => null,
            (_, _, "zone") => "Asia/Makassar",
            (_, _, "search") => "",
            (_, _, "reason" or "note" or "proof" or "name" or "outcome" or "basis" or "fileName") => "keterangan",
            _ => throw new UnknownParameterException($"string {parameter.Name}"),
        };
    }

    private static async Task<string> ListAsync(Belongings owner)
    {
        var path = Path.Combine(Path.GetTempPath(), $"daftar-{owner.Organisation}-never-meet.csv");
        await File.WriteAllTextAsync(path, "No HP,Nama\n+6281288887777,Baru\n", Stop);
        return path;
    }

    /// <summary>Every text in an answer, however deep.</summary>
    private static void Gather(object? value, List<string> texts, int depth)
    {
        if (depth > 12) return;
        switch (value)
        {
            case null or Delegate or Type or StaffScope:
                return;
            case byte[] bytes:
                texts.Add(Encoding.UTF8.GetString(bytes));
                return;
            case string or ValueType and not ITuple and not IEnumerable when value is string || value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true || value.GetType().IsEnum:
                texts.Add(value.ToString()!);
                return;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++) Gather(tuple[i], texts, depth + 1);
                return;
            case IEnumerable many:
                foreach (var one in many) Gather(one, texts, depth + 1);
                return;
            case var whole when whole.GetType().FullName!.StartsWith("System.Collections.Generic.KeyValuePair", StringComparison.Ordinal) || whole.GetType().Namespace?.StartsWith("Chatbot", StringComparison.Ordinal) == true:
                foreach (var property in whole.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(one => one.GetIndexParameters().Length == 0))
                    Gather(property.GetValue(whole), texts, depth + 1);
                return;
            default:
                texts.Add(value.ToString()!);
                return;
        }
    }

    /// <summary>All rows but those of the log of looks, which grows.</summary>
    private static async Task<HashSet<string>> RowsAsync(TestService service)
    {
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in (await service.Database.ReadAsync(session => session.QueryAsync<string>(service.Database.Engine.TablesSql, null, Stop), Stop)).Where(table => table != "audit_log"))
        {
            foreach (IDictionary<string, object?> row in await service.Database.ReadAsync(session => session.QueryAsync<dynamic>($"SELECT * FROM {table}", null, Stop), Stop))
                rows.Add(table + ": " + string.Join(", ", row.Select(cell => $"{cell.Key}={(cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : cell.Value)}")));
        }

        return rows;
    }

    private sealed class UnknownParameterException(string what) : Exception(what);
}
